-- What is sold, and for how much. The browser never says a price.
CREATE TABLE IF NOT EXISTS plans (
  id       TEXT PRIMARY KEY,
  name     TEXT NOT NULL,
  amount   INTEGER NOT NULL CHECK (amount > 0),
  currency TEXT NOT NULL DEFAULT 'KRW'
);

INSERT INTO plans (id, name, amount) VALUES
  ('basic', '모두의 구독 베이직', 9900),
  ('plus', '모두의 구독 플러스', 14900)
ON CONFLICT DO NOTHING;

-- One row an order number. `pending` is written before i'mport is called, so that a crash leaves a trace.
CREATE TABLE IF NOT EXISTS charges (
  charge_merchant_uid TEXT PRIMARY KEY,
  customer_uid        TEXT NOT NULL,
  plan_id             TEXT NOT NULL REFERENCES plans (id),
  plan_name           TEXT NOT NULL,
  amount              INTEGER NOT NULL,
  currency            TEXT NOT NULL,
  pg                  TEXT NOT NULL,
  issue_imp_uid       TEXT NOT NULL,
  status              TEXT NOT NULL CHECK (status IN ('pending', 'paid', 'failed')),
  charged_at_issue    INTEGER NOT NULL DEFAULT 0,
  -- Counts the tries; whoever raises it has the row to himself.
  attempt             INTEGER NOT NULL DEFAULT 1,
  -- Milliseconds. Until then a call that was made for this row may still reach i'mport.
  call_ends_at        INTEGER NOT NULL,
  -- The payment at i'mport; of a failed row, the one that failed.
  imp_uid             TEXT,
  fail_reason         TEXT,
  card_name           TEXT,
  card_number         TEXT,
  receipt_url         TEXT,
  created_at          INTEGER NOT NULL,
  settled_at          INTEGER
);

-- One registration starts one subscription, whatever order numbers it is sent with.
CREATE UNIQUE INDEX IF NOT EXISTS charges_one_per_issue ON charges (issue_imp_uid) WHERE status <> 'failed';
CREATE INDEX IF NOT EXISTS charges_of_customer ON charges (customer_uid, created_at);

-- The months after the first charge, one row a try. Written before i'mport is asked to book it.
CREATE TABLE IF NOT EXISTS renewals (
  -- Random, letters and digits: some PGs take nothing else.
  merchant_uid        TEXT PRIMARY KEY,
  -- The charge that the subscription began with.
  charge_merchant_uid TEXT NOT NULL REFERENCES charges (charge_merchant_uid),
  -- Months since then.
  period              INTEGER NOT NULL,
  attempt             INTEGER NOT NULL,
  due_at              INTEGER NOT NULL,
  status              TEXT NOT NULL CHECK (status IN ('planned', 'booked', 'paid', 'failed', 'ended')),
  -- How often i'mport was asked to book it, whatever came back.
  asked               INTEGER NOT NULL DEFAULT 0,
  imp_uid             TEXT,
  fail_reason         TEXT,
  settled_at          INTEGER,
  -- Nobody plans the same month twice.
  UNIQUE (charge_merchant_uid, period, attempt)
);

-- Cards that are to be charged no more. Written before i'mport is told.
CREATE TABLE IF NOT EXISTS ended_cards (
  customer_uid TEXT PRIMARY KEY,
  ended_at     INTEGER NOT NULL,
  -- When i'mport has forgotten the key.
  revoked_at   INTEGER
);
