export { findTemplates } from '../cli/find.js';
