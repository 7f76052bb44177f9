import { useLayoutEffect, useState } from 'preact/hooks';

const KEY = 'sandbox-theme';
const system = () => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

function remembered() {
	try {
		return localStorage.getItem(KEY);
	} catch {
		return null;
	}
}

/** The system's colours until a person chooses. */
export function useTheme() {
	const [chosen, setChosen] = useState(remembered);
	const theme = chosen ?? system();
	useLayoutEffect(() => {
		if (chosen) document.documentElement.dataset.theme = chosen;
	}, [chosen]);
	const toggle = () => {
		const next = theme === 'dark' ? 'light' : 'dark';
		setChosen(next);
		try {
			localStorage.setItem(KEY, next);
		} catch {
			// Without storage the choice lasts until the page is closed.
		}
	};
	return [theme, toggle];
}
