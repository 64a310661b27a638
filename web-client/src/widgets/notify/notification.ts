interface Message {
  title: string;
  body?: string | undefined;
  icon?: string | undefined;
}

/** Whether the browser shows messages of this page; where it never will, as if refused. */
export function permission(): NotificationPermission {
  return 'Notification' in globalThis && isSecureContext ? Notification.permission : 'denied';
}

/** Shows a message of the browser; false where it may not. */
export function show({ title, body = '', icon }: Message): boolean {
  if (permission() !== 'granted') return false;
  try {
    const message = new Notification(icon && !icon.startsWith(':') ? `${icon} ${title}` : title, { body });
    message.onclick = () => (window.focus(), message.close());
    return true;
  } catch {
    // Some phones have the interface but show messages of service workers only.
    return false;
  }
}
