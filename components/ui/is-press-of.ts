/** Whether an event is a press on this element: a button closes what it opened by itself. */
export function isPressOf(event: Event, element: HTMLElement): boolean {
  return !(event instanceof KeyboardEvent) && event.target instanceof Node && element.contains(event.target)
}
