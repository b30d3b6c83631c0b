import { mutationRun } from './mutationRun.mjs';

export default mutationRun('react', ['src/react/*.{ts,tsx}']);
