/**
 * A fake i'mport SDK for the tests, stories and demos of an app that registers cards. It needs no merchant account and no
 * network, and it is as hard to live with as the real one.
 */
export { createFakeIamport } from './createFakeIamport.js';
export type { FakeIamport, FakeInitCall, FakePopup } from './FakeIamport.js';
export type { FakeChannel, FakeIamportOptions } from './FakeIamportOptions.js';
export type {
  FakeFailed,
  FakeIssued,
  FakeNotOpened,
  FakeOutcome,
  FakeOutcomeObject,
  FakeRawAnswer,
  FakeRedirect,
  FakeSilent,
} from './FakeOutcome.js';
export { outcomeNames } from './FakeOutcome.js';
export type { FakeRequest, FakeRequestState } from './FakeRequest.js';
export { type FakeCard, type FakeCardBehaviour, fakeCards } from './fakeCards.js';
export { getFakeIamport } from './getFakeIamport.js';
export { installFakeIamport } from './installFakeIamport.js';
export { createFakePortOne } from './portone/createFakePortOne.js';
export type { FakePortOne, FakePortOneSdk } from './portone/FakePortOne.js';
export type { FakePortOneChannel, FakePortOneOptions } from './portone/FakePortOneOptions.js';
export {
  type FakePortOneFailed,
  type FakePortOneIssued,
  type FakePortOneOutcome,
  type FakePortOneOutcomeObject,
  type FakePortOneRawAnswer,
  type FakePortOneRedirect,
  type FakePortOneRejected,
  type FakePortOneSilent,
  type FakePortOneUndefined,
  portOneOutcomeNames,
} from './portone/FakePortOneOutcome.js';
export type {
  FakePortOneCall,
  FakePortOneParams,
  FakePortOneRequest,
  FakePortOneRequestState,
} from './portone/FakePortOneRequest.js';
export { installFakePortOne } from './portone/installFakePortOne.js';
export { FakeIamportPage, type FakeIamportPageProps } from './react/FakeIamportPage.js';
export { type StoryContext, withFakeIamport } from './react/withFakeIamport.js';
export { type TestChargeOptions, type TestReceipt, testCharge } from './testCharge.js';
