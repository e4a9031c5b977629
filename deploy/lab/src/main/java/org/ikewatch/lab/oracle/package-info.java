/**
 * A small model of the IKE daemons of HP-UX: for each story the audit text a host writes, with its
 * truth. It knows nothing of the engine and nothing of the catalogue of ingest.
 */
package org.ikewatch.lab.oracle;
