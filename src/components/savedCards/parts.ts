export { SavedCardsAdd as Add } from './SavedCardsAdd.js';
export { SavedCardsEmpty as Empty } from './SavedCardsEmpty.js';
export { SavedCardsItem as Item } from './SavedCardsItem.js';
export { SavedCardsList as List } from './SavedCardsList.js';
export { SavedCardsMakeDefault as MakeDefault } from './SavedCardsMakeDefault.js';
export { SavedCardsRemove as Remove } from './SavedCardsRemove.js';
export { SavedCardsReplace as Replace } from './SavedCardsReplace.js';
