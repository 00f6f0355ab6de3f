export { accessPage } from './access-page';
export { reviewPage } from './review-page';
