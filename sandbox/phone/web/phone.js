import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** What a message's controls need: `{accountId, contact, entries, templates, send, ask, fail}`. */
export const Phone = createContext(null);
export const usePhone = () => useContext(Phone);
