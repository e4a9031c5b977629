-- The newest revision of each incident. Names as in the Avro contract; times are milliseconds since
-- 1970-01-01T00:00Z; lists are JSON arrays. One text for PostgreSQL and SQLite.
CREATE TABLE incidents (
  incidentId   VARCHAR(64)  NOT NULL PRIMARY KEY,
  revision     INTEGER      NOT NULL,
  scope        VARCHAR(16)  NOT NULL,
  status       VARCHAR(16)  NOT NULL,
  verdict      VARCHAR(32)  NOT NULL,
  confidence   VARCHAR(16)  NOT NULL,
  reason       VARCHAR(32),
  cause        VARCHAR(32)  NOT NULL,
  host         VARCHAR(255) NOT NULL,
  peer         VARCHAR(255),
  openedAt     BIGINT       NOT NULL,
  updatedAt    BIGINT       NOT NULL,
  resolvedAt   BIGINT,
  attempts     BIGINT       NOT NULL,
  flaps        INTEGER      NOT NULL,
  parent       VARCHAR(64),
  candidates   TEXT         NOT NULL,
  evidence     TEXT         NOT NULL,
  nextCommands TEXT         NOT NULL,
  explanation  TEXT         NOT NULL
);

CREATE INDEX incidents_by_status ON incidents (status, updatedAt);
CREATE INDEX incidents_by_host ON incidents (host, openedAt);
CREATE INDEX incidents_by_peer ON incidents (peer, openedAt);
