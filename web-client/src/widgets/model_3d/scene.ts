import {
  AmbientLight, Box3, BufferGeometry, Color, DirectionalLight, DoubleSide, Group, Mesh, MeshBasicMaterial, MeshStandardMaterial, PerspectiveCamera,
  Points, PointsMaterial, Scene, Sphere, Spherical, Vector3, WebGLRenderer, type Material, type Object3D,
} from 'three';
import { OrbitControls } from 'three/examples/jsm/controls/OrbitControls.js';
import type { Model3dProps } from '../../generated/widgets';

/** How a body is drawn. */
export type Mode = Model3dProps['display_mode'];

/** A body on the page. */
export interface Shown {
  /** How many corners and triangles it has. */
  vertices: number;
  triangles: number;
  draw(mode: Mode): void;
  /** Turns it by angles, to the side and upright. */
  turn(side: number, upright: number): void;
  zoom(factor: number): void;
  reset(): void;
  resize(width: number, height: number): void;
  /** Colors of the page, which change with its theme. */
  paint(body: string, background: string | null): void;
  close(): void;
}

/** Loads a body and draws it when something changes; nothing moves by itself. */
export async function show(canvas: HTMLCanvasElement, context: WebGL2RenderingContext, { src, format }: Pick<Model3dProps, 'src' | 'format'>): Promise<Shown> {
  const body = await load(src, format);
  const renderer = new WebGLRenderer({ canvas, context, antialias: true, alpha: true });
  renderer.setPixelRatio(Math.min(2, devicePixelRatio || 1));
  const scene = new Scene();
  const camera = new PerspectiveCamera(40, 1, 0.01, 100);
  const lamp = new DirectionalLight(0xffffff, 2.2);
  lamp.position.set(1.5, 2, 2.5);
  camera.add(lamp);
  scene.add(camera, new AmbientLight(0xffffff, 1.1), fitted(body));
  const points = asPoints(body);
  scene.add(points);
  const wire = new MeshBasicMaterial({ wireframe: true });
  const controls = new OrbitControls(camera, canvas);

  let due = 0;
  const render = () => {
    due ||= requestAnimationFrame(() => {
      due = 0;
      renderer.render(scene, camera);
    });
  };
  const home = new Vector3(1.5, 1, 2).normalize().multiplyScalar(2.9);
  const reset = () => {
    camera.position.copy(home);
    controls.target.set(0, 0, 0);
    controls.update();
    render();
  };
  const moved = (change: (place: Spherical) => void) => {
    const place = new Spherical().setFromVector3(camera.position.clone().sub(controls.target));
    change(place);
    place.makeSafe();
    camera.position.setFromSpherical(place).add(controls.target);
    controls.update();
    render();
  };
  controls.enableDamping = false;
  controls.minDistance = 0.5;
  controls.maxDistance = 20;
  controls.addEventListener('change', render);
  reset();

  return {
    ...sizeOf(body),
    draw(mode) {
      points.visible = mode === 'point_cloud';
      body.visible = mode !== 'point_cloud';
      scene.overrideMaterial = mode === 'wireframe' ? wire : null;
      render();
    },
    turn: (side, upright) => moved((place) => ((place.theta -= side), (place.phi -= upright))),
    zoom: (factor) => moved((place) => (place.radius = Math.min(20, Math.max(0.5, place.radius / factor)))),
    reset,
    resize(width, height) {
      renderer.setSize(width, height, false);
      camera.aspect = width / Math.max(1, height);
      camera.updateProjectionMatrix();
      render();
    },
    paint(color, background) {
      wire.color.set(color);
      body.traverse((part) => part instanceof Mesh && part.material.userData?.themed && part.material.color.set(color));
      scene.traverse((part) => part instanceof Points && !part.material.vertexColors && part.material.color.set(color));
      scene.background = background ? new Color(background) : null;
      render();
    },
    close() {
      cancelAnimationFrame(due);
      controls.dispose();
      scene.traverse((part) => {
        if (!(part instanceof Mesh || part instanceof Points)) return;
        part.geometry.dispose();
        for (const material of [part.material].flat() as Material[]) material.dispose();
      });
      renderer.dispose();
    },
  };
}

/** A material of ours, for bodies that have none: without colors of its own it follows the theme. */
function plain(colored: boolean): MeshStandardMaterial {
  const material = new MeshStandardMaterial({ roughness: 0.6, metalness: 0.05, vertexColors: colored, side: DoubleSide });
  material.userData.themed = !colored;
  return material;
}

async function load(src: string, format: Model3dProps['format']): Promise<Object3D> {
  const answer = await fetch(src);
  if (!answer.ok) throw new Error(String(answer.status));
  const bytes = await answer.arrayBuffer();
  if (format === 'glb' || format === 'gltf') {
    const { GLTFLoader } = await import('three/examples/jsm/loaders/GLTFLoader.js');
    const { scene } = await new GLTFLoader().parseAsync(format === 'glb' ? bytes : new TextDecoder().decode(bytes), '');
    return scene;
  }
  if (format === 'obj') {
    const { OBJLoader } = await import('three/examples/jsm/loaders/OBJLoader.js');
    const group = new OBJLoader().parse(new TextDecoder().decode(bytes));
    group.traverse((part) => part instanceof Mesh && (part.material = plain(part.geometry.hasAttribute('color'))));
    return group;
  }
  const geometry = format === 'stl'
    ? new (await import('three/examples/jsm/loaders/STLLoader.js')).STLLoader().parse(bytes)
    : new (await import('three/examples/jsm/loaders/PLYLoader.js')).PLYLoader().parse(bytes);
  if (!geometry.hasAttribute('normal')) geometry.computeVertexNormals();
  const faceless = format === 'ply' && !geometry.index && geometry.getAttribute('position').count % 3 !== 0;
  const colored = geometry.hasAttribute('color');
  return faceless ? new Points(geometry, dots(colored)) : new Mesh(geometry, plain(colored));
}

const dots = (vertexColors: boolean) => new PointsMaterial({ size: 3, sizeAttenuation: false, vertexColors });

/** Brings a body of any size into the middle, with a radius of one. */
function fitted(body: Object3D): Group {
  const sphere = new Box3().setFromObject(body).getBoundingSphere(new Sphere());
  const scale = 1 / (sphere.radius || 1);
  const holder = new Group();
  holder.add(body);
  holder.scale.setScalar(scale);
  holder.position.copy(sphere.center).multiplyScalar(-scale);
  holder.updateMatrixWorld(true);
  return holder;
}

/** The corners of a body alone. */
function asPoints(body: Object3D): Group {
  const group = new Group();
  body.traverse((part) => {
    if (!(part instanceof Mesh || part instanceof Points)) return;
    const geometry = part.geometry as BufferGeometry;
    const copy = new Points(geometry, dots(geometry.hasAttribute('color')));
    copy.matrixAutoUpdate = false;
    copy.matrix.copy(part.matrixWorld);
    group.add(copy);
  });
  return group;
}

function sizeOf(body: Object3D): { vertices: number; triangles: number } {
  let [vertices, triangles] = [0, 0];
  body.traverse((part) => {
    if (!(part instanceof Mesh || part instanceof Points)) return;
    const { index } = part.geometry as BufferGeometry;
    const count = (part.geometry as BufferGeometry).getAttribute('position')?.count ?? 0;
    vertices += count;
    if (part instanceof Mesh) triangles += Math.floor((index?.count ?? count) / 3);
  });
  return { vertices, triangles };
}
