'use strict';
// The day of ../README.md for both npm clients: they differ in how a call is made, not in what a
// call takes and gives. connect(SERVICE) gives {call(OPERATION, ARGUMENTS), token(TOKEN)}.

// As Node did before 17: localhost is 127.0.0.1 first.
require('dns').setDefaultResultOrder('ipv4first');

const show = (key, value) => console.log(`${key}=${value}`);

// What is nil is left out by node-soap and null in strong-soap, where "" is undefined.
function text(value) {
  if (value === undefined || value === null) return '<nil>';
  return value instanceof Date ? value.toISOString().replace('.000Z', 'Z') : String(value);
}

// An empty list is null, a list with something in it an object of one array.
function pairs(list, item, first, second) {
  return (list?.[item] ?? []).map((one) => `${one[first]}:${one[second]}`).join(',');
}

function showPage(name, page) {
  const devices = page.Devices.DeviceInformation;
  show(`${name}.complete`, text(page.IsComplete));
  show(`${name}.count`, devices.length);
  devices.forEach((device, index) => {
    const shown = {
      account: device.AccountName,
      billing_end: device.BillingCycleEndDate,
      plan: device.CarrierInformation.ServicePlan,
      state: device.CarrierInformation.State,
      connected: device.Connected,
      created: device.CreatedAt,
      custom: pairs(device.CustomFields, 'CustomFieldObj', 'Name', 'Value'),
      group: device.DeviceGroupName,
      ids: pairs(device.DeviceIdentifiers, 'DeviceIdentifier', 'Kind', 'Identifier'),
      attributes: pairs(device.ExtendedAttributes, 'ExtendedAttributesObj', 'Key', 'Value'),
      ip: device.IpAddress,
      activated_by: device.LastActivationBy,
      activated: device.LastActivationDate,
      connected_at: device.LastConnectionDate,
    };
    for (const [key, value] of Object.entries(shown)) {
      show(`${name}.${index + 1}.${key}`, text(value));
    }
  });
}

async function showFault(name, call) {
  try {
    await call();
  } catch (error) {
    if (!error.root) throw error;
    const fault = error.root.Envelope.Body.Fault;
    show(`fault.${name}.code`, fault.faultcode);
    show(`fault.${name}.text`, fault.faultstring.$value); // an object, as it has xml:lang
  }
}

const ids = (...pairs) => ({
  DeviceIdentifiers: {
    DeviceIdentifier: pairs.map(([Kind, Identifier]) => ({ Kind, Identifier })),
  },
});

async function day(connect) {
  const sessions = await connect('SessionService');
  const devices = await connect('DeviceService');
  const carrier = await connect('CarrierService');
  const registrations = await connect('CallbackRegistrationService');

  const logIn = () => sessions.call('LogIn', { Input: { Username: 'demo', Password: 'demo' } });
  const deviceList = async (AccountName, LargestDeviceIdSeen) => {
    const Input = { AccountName, LargestDeviceIdSeen };
    const { result } = await devices.call('GetDeviceList', { Input });
    return result.Output;
  };

  const login = await logIn();
  const token = login.result.Output.SessionToken;
  show('login.header', login.header.token);
  show('login.output', token);
  for (const service of [sessions, devices, carrier]) service.token(token);

  const page = await deviceList('0212345678-00001', 0);
  showPage('page1', page);
  const last = page.Devices.DeviceInformation.at(-1);
  const deviceId = last.ExtendedAttributes.ExtendedAttributesObj.at(-1).Value;
  showPage('page2', await deviceList('0212345678-00001', deviceId));

  const moved = await carrier.call('MoveDevice', {
    Input: {
      DeviceList: {
        DeviceIdentifierCollection: [
          ids(['ICCID', '89148000000800784259'], ['imei', '990003420535573']),
          ids(['mdn', '5096300588']),
        ],
      },
      AccountName: '0212345678-00002',
      ServicePlan: 'M2MSHR5GB',
      CustomFields: {
        CustomField: [
          { Name: 'CustomField1', Value: 'Depot 7' },
          { Name: 'CustomField2', Value: 'north-east' },
        ],
      },
    },
  });
  show('move.request_id', moved.result.Output.RequestId);

  await showFault('character', () => deviceList("it's", 0));
  await showFault('account', () => deviceList('0212345678-00009', 0));
  const ended = await sessions.call('LogOut', { Input: { SessionToken: token } });
  show('logout.output', ended.result.Output.SessionToken);
  await showFault('session', () => deviceList('0212345678-00001', 0));

  registrations.token((await logIn()).result.Output.SessionToken);
  const { result } = await registrations.call('RegisterCallback', {
    Input: {
      AccountName: '0212345678-00001',
      ServiceName: 'CarrierService',
      Url: process.env.UWS_RECEIVER,
      Username: 'récepteur & fils',
      Password: 'pass "word" > 1',
    },
  });
  show('register.account', result.Output.AccountName);
  show('register.service', result.Output.ServiceName);
}

function run(connect) {
  day(connect).catch((error) => {
    console.error(error.stack);
    process.exitCode = 1;
  });
}

module.exports = { run, show, text };
