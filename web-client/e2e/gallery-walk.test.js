// The other half of the walk over the gallery, so that both halves go side by side.
import { walk } from './gallery.js';

walk(2, 2);
