import { access, release } from './media-access';
import { wav } from './wav';

/** Records with the microphone. */
export class Recorder {
  recording = $state(false);
  /** Whole seconds since the recording began. */
  seconds = $state(0);
  /** Gives the levels for a live picture of the sound. */
  analyser: AnalyserNode | null = $state.raw(null);

  #stream: MediaStream | null = null;
  #context: AudioContext | null = null;
  #recorder: MediaRecorder | null = null;
  #pieces: Blob[] = [];
  #clock: ReturnType<typeof setInterval> | undefined;

  /** Begins; throws an error whose message is for people. */
  async start(): Promise<void> {
    this.#stream = await access({ audio: true });
    this.#context = new AudioContext();
    this.analyser = this.#context.createAnalyser();
    this.analyser.fftSize = 1024;
    this.#context.createMediaStreamSource(this.#stream).connect(this.analyser);
    this.#pieces = [];
    this.#recorder = new MediaRecorder(this.#stream);
    this.#recorder.ondataavailable = ({ data }) => this.#pieces.push(data);
    this.#recorder.start(500);
    this.recording = true;
    this.seconds = 0;
    this.#clock = setInterval(() => this.seconds++, 1000);
  }

  /** Ends, and gives the recording as WAV with so many samples a second; 0 for the microphone's own. */
  async stop(rate: number): Promise<Blob> {
    const recorder = this.#recorder;
    const context = this.#context;
    if (!recorder || !context) throw new Error('nothing is being recorded');
    const ended = new Promise((end) => (recorder.onstop = end));
    recorder.stop();
    await ended;
    const packed = await new Blob(this.#pieces, { type: recorder.mimeType }).arrayBuffer();
    const sound = await context.decodeAudioData(packed);
    const wanted = rate || sound.sampleRate;
    this.cancel();
    // Brings all channels together and to the wanted rate.
    const mixer = new OfflineAudioContext(1, Math.max(1, Math.ceil(sound.duration * wanted)), wanted);
    const source = mixer.createBufferSource();
    source.buffer = sound;
    source.connect(mixer.destination);
    source.start();
    return wav((await mixer.startRendering()).getChannelData(0), wanted);
  }

  /** Ends, and forgets what was recorded. */
  cancel(): void {
    clearInterval(this.#clock);
    if (this.#recorder?.state === 'recording') this.#recorder.stop();
    release(this.#stream);
    void this.#context?.close().catch(() => {});
    this.#stream = this.#recorder = this.#context = this.analyser = null;
    this.#pieces = [];
    this.recording = false;
  }
}

/** Seconds as people read them: `1:05`. */
export function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
