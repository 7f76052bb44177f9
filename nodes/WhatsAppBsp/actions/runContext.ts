import type { IExecuteFunctions } from 'n8n-workflow';
import type { TemplateDefinition } from '../messages/template/parseTemplate';
import type { Provider } from '../providers/provider';
import { runApiCall } from '../transport/apiCall';
import type { Run } from './operation';
import { InvalidInputError } from '../core/errors';
import type { Account } from '../providers/request';

/**
 * One run of the node with one credential: it goes when the run ends, so nothing is shared with
 * another account or kept beyond a change of the template.
 */
export class RunContext implements Run {
	private list?: Promise<TemplateDefinition[]>;

	constructor(
		private readonly context: IExecuteFunctions,
		readonly provider: Provider,
		private readonly account: Account,
	) {}

	async getTemplate(name: string, language: string): Promise<TemplateDefinition> {
		this.list ??= this.download();
		const list = await this.list;
		const definition = list.find((each) => each.name === name && each.language === language);
		const error = this.provider.templates?.getTemplateError(name, language, list);
		if (error || !definition) throw new InvalidInputError(error ?? NO_TEMPLATE_LIST);
		return definition;
	}

	/** A list that could not be had is not asked for again: every item hears of it. */
	private async download(): Promise<TemplateDefinition[]> {
		const { context, provider, account } = this;
		if (!provider.templates) throw new InvalidInputError(NO_TEMPLATE_LIST);
		const answer = await runApiCall(
			context,
			provider.credential,
			provider.templates.list(),
			account,
		);
		if ('accepted' in answer) throw new InvalidInputError(answer.error);
		return answer.result;
	}
}

const NO_TEMPLATE_LIST = {
	code: 'invalid-input',
	title: 'This provider doesn’t offer a list of templates',
	category: 'template' as const,
	retryable: false,
	retryAfterMs: null,
	advice: "Choose a different option in 'Fill In With'.",
};
