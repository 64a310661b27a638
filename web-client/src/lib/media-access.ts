import { t } from './words.svelte';

/** Asks for the camera or the microphone; throws an error whose message is for people. */
export async function access(wanted: MediaStreamConstraints): Promise<MediaStream> {
  const camera = !!wanted.video;
  // Browsers give neither to pages that came over an open line.
  if (!navigator.mediaDevices?.getUserMedia) {
    throw new Error(camera ? t('The camera works only over https or on localhost.') : t('The microphone works only over https or on localhost.'));
  }
  try {
    return await navigator.mediaDevices.getUserMedia(wanted);
  } catch (error) {
    throw new Error(explain((error as DOMException).name, camera));
  }
}

function explain(name: string, camera: boolean): string {
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return camera
        ? t('This page may not use the camera. Allow it in the settings of your browser.')
        : t('This page may not use the microphone. Allow it in the settings of your browser.');
    case 'NotFoundError':
    case 'OverconstrainedError':
      return camera ? t('No camera was found.') : t('No microphone was found.');
    default:
      return camera ? t('The camera cannot be used: another program may have it.') : t('The microphone cannot be used: another program may have it.');
  }
}

/** Lets go of the camera or the microphone. */
export function release(stream: MediaStream | null | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
