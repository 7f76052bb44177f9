import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** What a message's controls need: `{accountId, contact, entries, templates, flows, reply, ask, …}`. */
export const Phone = createContext(null);
export const usePhone = () => useContext(Phone);
