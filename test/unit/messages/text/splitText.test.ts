import { countCodePoints } from '../../../../nodes/WhatsAppBsp/core/validation';
import { splitText } from '../../../../nodes/WhatsAppBsp/messages/text/splitText';

it.each([
	['short', 10, ['short']],
	['', 10, []],
	['  \n ', 10, []],
	['one two three', 8, ['one two', 'three']],
	['First. Second one.', 14, ['First.', 'Second one.']],
	['a b\nc d e f g', 8, ['a b', 'c d e f', 'g']],
	['para one\n\npara two', 12, ['para one', 'para two']],
	['🙂🙂🙂🙂🙂', 2, ['🙂🙂', '🙂🙂', '🙂']],
	['exactly10!', 10, ['exactly10!']],
])('%j at %i', (text, limit, parts) => {
	expect(splitText(text, limit)).toEqual(parts);
});

it('loses nothing but white space, and every part fits', () => {
	const words = Array.from(
		{ length: 3000 },
		(_, i) => `${'wörd🙂'.slice(0, 1 + (i % 6))}${i % 17 ? '' : '.'}`,
	);
	const text = words.join(' ');
	const parts = splitText(text, 100);
	expect(parts.join(' ').replace(/\s+/g, '')).toBe(text.replace(/\s+/g, ''));
	expect(parts.every((part) => countCodePoints(part) <= 100 && part.trim() === part)).toBe(true);
});
