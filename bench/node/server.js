'use strict';
// The gateway as one writes it in Node: npm's soap server of the contract's WSDL, undici for REST.
// Says "listening soap 127.0.0.1:PORT".
// usage: node server.js REST_BASE_URL WSDL_FOLDER

const fs = require('node:fs');
const http = require('node:http');
const soap = require('soap');
const { Agent } = require('undici');

const [base, folder] = process.argv.slice(2);
const origin = new URL(base).origin;
const prefix = new URL(base).pathname;
const agent = new Agent({ pipelining: 1, keepAliveTimeout: 600_000 });

async function send(method, path, body, headers) {
  const reply = await agent.request({ origin, path: prefix + path, method, body, headers });
  const json = await reply.body.json();
  if (reply.statusCode !== 200) throw new Error(`REST answers ${reply.statusCode}`);
  return json;
}

let bearer;

function fetchBearer() {
  bearer ??= send('POST', '/ts/v1/oauth2/token', 'grant_type=client_credentials', {
    authorization: 'Basic a2V5OnNlY3JldA==',
    'content-type': 'application/x-www-form-urlencoded',
  }).then((grant) => grant.access_token);
  return bearer;
}

async function rest(method, path, body, session) {
  return send(method, path, JSON.stringify(body), {
    authorization: `Bearer ${await fetchBearer()}`,
    'content-type': 'application/json',
    'vz-m2m-token': session,
  });
}

const list = (value) => (value === undefined || value === null ? [] : [].concat(value));

function restDevice(device) {
  const deviceIds = list(device.DeviceIdentifiers.DeviceIdentifier).map((id) => ({
    id: id.Identifier,
    kind: id.Kind.toLowerCase(),
  }));
  return { deviceIds };
}

async function moveDevice({ Input }, session) {
  const reply = await rest('PUT', '/m2m/v1/devices/actions/move', {
    accountName: Input.AccountName,
    devices: list(Input.DeviceList.DeviceIdentifierCollection).map(restDevice),
  }, session);
  return { Output: { RequestId: reply.requestId } };
}

function soapDevice(device) {
  const carrier = device.carrierInformations[0];
  return {
    AccountName: device.accountName,
    CarrierInformation: {
      CarrierName: carrier.carrierName,
      ServicePlan: carrier.servicePlan,
      State: carrier.state,
    },
    DeviceGroupName: device.groupNames.join(','),
    DeviceIdentifiers: {
      DeviceIdentifier: device.deviceIds.map((id) => ({
        Kind: id.kind === 'iccid' ? 'iccId' : id.kind,
        Identifier: id.id,
      })),
    },
    BillingCycleEndDate: device.billingCycleEndDate,
    Connected: device.connected,
    CreatedAt: device.createdAt,
    CustomFields: {
      CustomFieldObj: device.customFields.map((field) => ({ Name: field.key, Value: field.value })),
    },
    ExtendedAttributes: {
      ExtendedAttributesObj: device.extendedAttributes.map((one) => ({
        Key: one.key,
        Value: one.value,
      })),
    },
    IpAddress: device.ipAddress,
    LastActivationBy: device.lastActivationBy,
    LastActivationDate: device.lastActivationDate,
    LastConnectionDate: device.lastConnectionDate,
  };
}

async function getDeviceList({ Input }, session) {
  const reply = await rest('POST', '/m2m/v1/devices/actions/list', {
    accountName: Input.AccountName,
    groupName: Input.DeviceGroupNameFilter,
    largestDeviceIdSeen: Number(Input.LargestDeviceIdSeen),
  }, session);
  return {
    Output: {
      Devices: { DeviceInformation: reply.devices.map(soapDevice) },
      IsComplete: !reply.hasMoreData,
    },
  };
}

function serve(server, name, operation, answer) {
  const uri = `${folder}/${name}/${name}.wsdl`;
  const port = { [operation]: (input, _callback, headers) => answer(input, headers.token) };
  const service = { [name]: { [`BasicHttpBinding_I${name}`]: port } };
  return new Promise((resolve, reject) => {
    soap.listen(server, {
      path: `/api/v2/${name}.svc`,
      services: service,
      xml: fs.readFileSync(uri, 'utf8'),
      uri,
      enableChunkedEncoding: false,
      callback: (error) => (error ? reject(error) : resolve()),
    });
  });
}

async function main() {
  const server = http.createServer((_request, response) => response.writeHead(404).end());
  server.keepAliveTimeout = 600_000;
  await serve(server, 'CarrierService', 'MoveDevice', moveDevice);
  await serve(server, 'DeviceService', 'GetDeviceList', getDeviceList);
  server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
    console.log(`listening soap 127.0.0.1:${server.address().port}`);
  });
}

main().catch((error) => {
  console.error(error.stack);
  process.exit(1);
});
