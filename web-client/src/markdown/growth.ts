/** How a text that grows is shown without drawing again what stands there already. */
export { grown } from './grow';
export { tailOf } from './tail';
