import { installFakeIamport } from 'react-billing-key/testing';

// Next.js runs this before the app, and waits for no promise. A build for production leaves the fake out.
if (process.env.NODE_ENV !== 'production') installFakeIamport({ ui: true });
