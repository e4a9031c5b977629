-- When the sink stored the newest revision, by its own clock: age is counted from here, for hosts' clocks may be wrong.
ALTER TABLE incidents ADD COLUMN storedAt BIGINT NOT NULL DEFAULT 0;

-- Lists are in order of updatedAt, newest first, ties by id; a verdict is looked for within the index. Each index costs
-- every revision that is stored, least where it holds but a part of the incidents, or columns that do not change.
DROP INDEX incidents_by_status;
DROP INDEX incidents_by_peer;
CREATE INDEX incidents_by_time ON incidents (updatedAt, incidentId, verdict);
CREATE INDEX incidents_by_status ON incidents (status, updatedAt, incidentId, verdict);
CREATE INDEX incidents_counted ON incidents (status, verdict);
CREATE INDEX incidents_by_peer ON incidents (peer, updatedAt, incidentId);
CREATE INDEX incidents_rolled_up ON incidents (scope, updatedAt, incidentId) WHERE scope <> 'PEER';
CREATE INDEX incidents_ended ON incidents (storedAt) WHERE status <> 'OPEN';

-- The evidence of each incident's newest revision, for those who look for records. incidents.evidence holds it as it came.
CREATE TABLE evidence (
  incidentId   VARCHAR(64)  NOT NULL,
  position     INTEGER      NOT NULL,
  host         VARCHAR(255) NOT NULL,
  msg          BIGINT,
  level        VARCHAR(16)  NOT NULL,
  eventTime    BIGINT       NOT NULL,
  signal       VARCHAR(255) NOT NULL,
  text         TEXT         NOT NULL,
  file         TEXT,
  line         BIGINT,
  PRIMARY KEY (incidentId, position)
);

CREATE INDEX evidence_by_time ON evidence (eventTime);
CREATE INDEX evidence_by_host ON evidence (host, eventTime);
CREATE INDEX evidence_by_signal ON evidence (signal, eventTime);

-- Every revision that came: what an incident was taken for, and when.
CREATE TABLE revisions (
  incidentId   VARCHAR(64)  NOT NULL,
  revision     INTEGER      NOT NULL,
  status       VARCHAR(16)  NOT NULL,
  verdict      VARCHAR(32)  NOT NULL,
  confidence   VARCHAR(16)  NOT NULL,
  reason       VARCHAR(32),
  cause        VARCHAR(32)  NOT NULL,
  peer         VARCHAR(255),
  updatedAt    BIGINT       NOT NULL,
  resolvedAt   BIGINT,
  attempts     BIGINT       NOT NULL,
  flaps        INTEGER      NOT NULL,
  parent       VARCHAR(64),
  PRIMARY KEY (incidentId, revision)
);

INSERT INTO revisions (incidentId, revision, status, verdict, confidence, reason, cause, peer, updatedAt, resolvedAt,
  attempts, flaps, parent)
SELECT incidentId, revision, status, verdict, confidence, reason, cause, peer, updatedAt, resolvedAt, attempts, flaps,
  parent
FROM incidents;

-- What became of a revision at each destination, as ikewatch.deliveries tells it.
CREATE TABLE deliveries (
  incidentId   VARCHAR(64)  NOT NULL,
  revision     INTEGER      NOT NULL,
  destination  VARCHAR(64)  NOT NULL,
  outcome      VARCHAR(16)  NOT NULL,
  at           BIGINT       NOT NULL,
  detail       TEXT         NOT NULL,
  PRIMARY KEY (incidentId, revision, destination)
);

CREATE INDEX deliveries_by_time ON deliveries (at);

-- What was removed for its age: read once more from a topic, it does not come back.
CREATE TABLE departed (
  incidentId   VARCHAR(64)  NOT NULL PRIMARY KEY,
  revision     INTEGER      NOT NULL,
  departedAt   BIGINT       NOT NULL
);

CREATE INDEX departed_by_time ON departed (departedAt);
