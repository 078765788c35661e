#!/usr/bin/env node
'use strict';
// Reads HAR files and prints how many entries they have in all; ends with 1, and says why on stderr,
// where one is not as the HAR 1.2 specification has it: by the schema of npm's har-schema, and by what
// the specification says and the schema cannot.

const fs = require('fs');
const Ajv = require('ajv');
const schemas = require('har-schema');

// The schema with what it leaves open: a number of "min" is not below it, and a name that the
// specification does not have begins with an underscore.
function closed(schema) {
  if (Array.isArray(schema)) return schema.map(closed);
  if (schema === null || typeof schema !== 'object') return schema;
  const made = Object.fromEntries(Object.entries(schema).map(([name, part]) => [name, closed(part)]));
  if (typeof made.min === 'number') made.minimum = made.min;
  if (made.properties && made.type !== 'array') {
    made.additionalProperties = false;
    made.patternProperties = { '^_': {} };
  }
  return made;
}

const ajv = new Ajv({ allErrors: true, format: 'full', logger: false });
ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-06.json'));
for (const schema of Object.values(schemas)) ajv.addSchema(closed(schema));
const validate = ajv.getSchema('har.json');

const bytes = (text, encoding) => Buffer.from(text || '', encoding === 'base64' ? 'base64' : 'utf8');

// What the schema does not say of an entry.
function* faults({ startedDateTime, time, timings, request, response, _uws }) {
  if (Number.isNaN(Date.parse(startedDateTime))) yield 'startedDateTime is none';
  const parts = Object.values(timings).filter((part) => part > 0).reduce((sum, part) => sum + part, 0);
  if (Math.abs(parts - time) > 0.001) yield `its timings are ${parts} ms together, not ${time}`;
  if (!/^https?:$/.test(new URL(request.url).protocol)) yield `${request.url} is no address`;
  const { text, params = [] } = request.postData || {};
  if (text && params.length > 0) yield 'both text and params in postData';
  const body = bytes(text, _uws && _uws.requestEncoding);
  if (body.length !== request.bodySize) yield `a request of ${body.length} bytes, not ${request.bodySize}`;
  const { content, bodySize } = response;
  const answer = bytes(content.text, content.encoding);
  if (answer.length !== content.size) yield `an answer of ${answer.length} bytes, not ${content.size}`;
  if (content.size !== bodySize) yield `a body of ${bodySize} bytes whose content has ${content.size}`;
}

function complaints(har) {
  if (!validate(har)) return validate.errors.map((error) => `${error.dataPath} ${error.message}`);
  const found = har.log.version === '1.2' ? [] : [`is HAR ${har.log.version}`];
  har.log.entries.forEach((entry, index) => {
    for (const fault of faults(entry)) found.push(`.log.entries[${index}]: ${fault}`);
  });
  return found;
}

let entries = 0;
for (const path of process.argv.slice(2)) {
  const har = JSON.parse(fs.readFileSync(path, 'utf8'));
  for (const complaint of complaints(har)) {
    console.error(`${path}: ${complaint}`);
    process.exitCode = 1;
  }
  if (!process.exitCode) entries += har.log.entries.length;
}
console.log(`entries=${entries}`);
