export { type PrintTypeScriptOptions, printTypeScript } from './print-typescript';
