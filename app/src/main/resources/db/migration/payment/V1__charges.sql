CREATE SCHEMA IF NOT EXISTS payment;

CREATE TABLE payment.charge (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subject_kind   text NOT NULL,
    subject_id     bigint NOT NULL,
    created_at     timestamptz NOT NULL,
    state          text NOT NULL CHECK (state IN ('DUE', 'PAID', 'WAIVED')),
    waived_by      text,
    waived_reason  text,
    waived_at      timestamptz,
    receipt_series text,
    receipt_year   int,
    receipt_number int,
    method         text CHECK (method IN ('CASH', 'TRANSFER')),
    received_by    text,
    paid_at        timestamptz,
    UNIQUE (subject_kind, subject_id),
    UNIQUE (receipt_series, receipt_year, receipt_number),
    CHECK ((state = 'PAID') = (num_nonnulls(receipt_series, receipt_year, receipt_number, method, received_by, paid_at) = 6)),
    CHECK (state = 'PAID' OR num_nulls(receipt_series, receipt_year, receipt_number, method, received_by, paid_at) = 6)
);

CREATE TABLE payment.charge_line (
    charge      bigint NOT NULL REFERENCES payment.charge,
    line        int NOT NULL,
    description text NOT NULL,
    amount      bigint NOT NULL CHECK (amount >= 0),
    PRIMARY KEY (charge, line)
);

-- The last number given out. Its row is locked until the payment commits: a payment that fails leaves no gap.
CREATE TABLE payment.receipt_series (
    series      text NOT NULL,
    year        int NOT NULL,
    last_number int NOT NULL,
    PRIMARY KEY (series, year)
);
