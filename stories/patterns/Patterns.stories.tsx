import type { ComponentType } from 'react';
import { expect, waitFor } from 'storybook/test';
import { pastedFile } from '../../.storybook/environment/pasteable.js';
import preview from '../../.storybook/preview.js';
import { PastDueBanner as PastDue } from '../../examples/blocks/past-due-banner.js';
import pastDueCode from '../../examples/blocks/past-due-banner.tsx?raw';
import { ChangeCard as Change } from './ChangeCard.js';
import changeCode from './ChangeCard.tsx?raw';
import { FreeTrial as Trial } from './FreeTrial.js';
import trialCode from './FreeTrial.tsx?raw';
import { InADialog as Dialog } from './InADialog.js';
import dialogCode from './InADialog.tsx?raw';
import { MethodsAndTerms as Methods } from './MethodsAndTerms.js';
import methodsCode from './MethodsAndTerms.tsx?raw';
import { MyCards as Cards } from './MyCards.js';
import cardsCode from './MyCards.tsx?raw';
import { MySubscription as Subscription } from './MySubscription.js';
import subscriptionCode from './MySubscription.tsx?raw';
import { OneButton as Button } from './OneButton.js';
import buttonCode from './OneButton.tsx?raw';
import { OneButtonOverV2 as ButtonOverV2 } from './OneButtonOverV2.js';
import buttonOverV2Code from './OneButtonOverV2.tsx?raw';
import { RegisterOnly as Register } from './RegisterOnly.js';
import registerCode from './RegisterOnly.tsx?raw';
import { ReturnPage as Return } from './ReturnPage.js';
import returnCode from './ReturnPage.tsx?raw';
import { ServerMadeOrder as Server } from './ServerMadeOrder.js';
import serverCode from './ServerMadeOrder.tsx?raw';
import { Steps as InSteps } from './Steps.js';
import stepsCode from './Steps.tsx?raw';
import { WithoutComponents as Hook } from './WithoutComponents.js';
import hookCode from './WithoutComponents.tsx?raw';

const meta = preview.meta({
  title: 'Patterns',
  tags: ['autodocs'],
  // Attempts are one at a time on a page, so that each pattern of the docs page has a page of its own.
  parameters: { docs: { story: { inline: false, height: '640px' } } },
});

function inLanguage(Pattern: ComponentType<{ locale?: 'ko' | 'en' }>, code: string) {
  return {
    parameters: pastedFile(code),
    render: (_: unknown, { globals }: { globals: Record<string, unknown> }) => (
      <Pattern locale={globals.locale === 'ko' ? 'ko' : 'en'} />
    ),
  };
}

/** A pattern with the server kit behind it, and a customer who has a past. */
function withKit(Pattern: ComponentType, code: string, customer: string) {
  return { parameters: { ...pastedFile(code), kit: true, customer }, render: () => <Pattern /> };
}

/** The least that makes a checkout. It follows the toolbar's API. */
export const OneButton = meta.story({
  parameters: { ...pastedFile(buttonCode), followsApi: true },
  render: (_, { globals }) => {
    const Pattern = globals.api === 'v2' ? ButtonOverV2 : Button;
    return <Pattern locale={globals.locale === 'ko' ? 'ko' : 'en'} />;
  },
});
/** The same over PortOne V2. */
export const OneButtonOverV2 = meta.story({
  ...inLanguage(ButtonOverV2, buttonOverV2Code),
  parameters: { ...pastedFile(buttonOverV2Code), followsApi: true },
  globals: { api: 'v2', outcome: 'issued' },
  async play({ canvas, userEvent }) {
    await userEvent.click(canvas.getByRole('button'));
    await waitFor(() => expect(canvas.getByRole('button')).toHaveAttribute('data-status', 'succeeded'), {
      timeout: 10_000,
    });
  },
});
/** Choose a method, agree, subscribe. */
export const MethodsAndTerms = meta.story(inLanguage(Methods, methodsCode));
/** Nothing is charged today, and every sentence says so. */
export const FreeTrial = meta.story(inLanguage(Trial, trialCode));
/** `purpose="change"`: a new card in the place of one. */
export const ChangeCard = meta.story(inLanguage(Change, changeCode));
/** `purpose="register"`: a card to keep, and nothing charged. */
export const RegisterOnly = meta.story(inLanguage(Register, registerCode));
/** `<CardManager>`: every card of the customer, and what can be done with it. */
export const MyCards = meta.story(withKit(Cards, cardsCode, 'twoCards'));
/** What comes next, and the way out. */
export const MySubscription = meta.story(withKit(Subscription, subscriptionCode, 'twoCards'));
/** A banner for every page: a renewal was declined. */
export const PastDueBanner = meta.story(withKit(PastDue, pastDueCode, 'pastDue'));
/** The order is made on the click, with the server's own price. */
export const ServerMadeOrder = meta.story(inLanguage(Server, serverCode));
/** Method, terms, button: a step each. Try it as a phone with the outcome "Redirect". */
export const Steps = meta.story(inLanguage(InSteps, stepsCode));
/** The button in a dialog of the page. */
export const InADialog = meta.story(inLanguage(Dialog, dialogCode));
/** The page that a PG comes back to. Try it as a phone with the outcome "Redirect". */
export const ReturnPage = meta.story(inLanguage(Return, returnCode));
/** `useCheckout()` with elements of your own. */
export const WithoutComponents = meta.story(inLanguage(Hook, hookCode));
