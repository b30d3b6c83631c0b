export { ConsentAll as All } from './ConsentAll.js';
export { ConsentIndicator as Indicator } from './ConsentIndicator.js';
export { ConsentItem as Item } from './ConsentItem.js';
export { ConsentLink as Link } from './ConsentLink.js';
export { ConsentRoot as Root } from './ConsentRoot.js';
