// Drives a sandbox with the platform's official SDK: login, then list, create, read, update and delete of every kind.
// node drive.js URL CLIENT_ID CLIENT_SECRET: prints a line of JSON for each kind; ends with 0, or with 1 at a fault.
'use strict';

const assert = require('node:assert');
const platform = require('purecloud-platform-client-v2');

const [url, clientId, clientSecret] = process.argv.slice(2);
const client = platform.ApiClient.instance;
const apis = {
  routing: new platform.RoutingApi(),
  users: new platform.UsersApi(),
  architect: new platform.ArchitectApi(),
  authorization: new platform.AuthorizationApi(),
  telephony: new platform.TelephonyProvidersEdgeApi(),
  organization: new platform.OrganizationApi(),
  objects: new platform.ObjectsApi(),
};

const times = {start: '2026-01-05T08:00:00.000', end: '2026-01-05T18:00:00.000'};
const condition = {
  operation: 'And',
  routingSkillConditions: [
    {routingSkill: 'Billing', comparator: 'GreaterThanOrEqualTo', proficiency: 2, childConditions: []},
  ],
  languageSkillConditions: [],
};
const schema = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  type: 'object',
  required: ['key'],
  additionalProperties: false,
  properties: {
    key: {$id: '/properties/key', type: 'string', title: 'code', displayOrder: 0},
    open: {$id: '/properties/open', type: 'boolean', title: 'open', displayOrder: 1, default: false},
  },
};

// What is made, and what is changed of it; the names of methods follow from `one` and `many`. Kinds without `change`
// cannot be updated.
const kinds = [
  {api: 'routing', one: 'RoutingSkill', many: 'RoutingSkills', body: {name: 'Made'}},
  {api: 'routing', one: 'RoutingLanguage', many: 'RoutingLanguages', body: {name: 'Made'}},
  {
    api: 'routing',
    one: 'RoutingWrapupcode',
    many: 'RoutingWrapupcodes',
    body: {name: 'Made', division: {id: 'division-Home'}},
    change: {description: 'changed'},
  },
  {
    api: 'routing',
    one: 'RoutingQueue',
    many: 'RoutingQueues',
    body: {name: 'Made', mediaSettings: {call: {alertingTimeoutSeconds: 9}}},
    change: {description: 'changed'},
  },
  {
    api: 'routing',
    one: 'RoutingSkillgroup',
    many: 'RoutingSkillgroups',
    body: {name: 'Made', memberDivisions: ['*'], skillConditions: [condition]},
    change: {description: 'changed'},
    method: 'patch',
    takes: ['name', 'skillConditions'],
  },
  {
    api: 'architect',
    one: 'ArchitectSchedule',
    many: 'ArchitectSchedules',
    body: {name: 'Made', ...times, rrule: 'FREQ=DAILY'},
    change: {rrule: 'FREQ=WEEKLY'},
  },
  {
    api: 'architect',
    one: 'ArchitectSchedulegroup',
    many: 'ArchitectSchedulegroups',
    body: {name: 'Made', timeZone: 'Asia/Singapore', openSchedules: [{id: 'schedule-Hours'}]},
    change: {timeZone: 'Europe/Dublin'},
  },
  {
    api: 'architect',
    one: 'ArchitectEmergencygroup',
    many: 'ArchitectEmergencygroups',
    body: {name: 'Made', enabled: false},
    change: {enabled: true},
  },
  {
    api: 'architect',
    one: 'ArchitectIvr',
    many: 'ArchitectIvrs',
    body: {name: 'Made', dnis: ['+6531230000'], openHoursFlow: {id: 'flow-Welcome'}},
    change: {description: 'changed'},
  },
  {
    api: 'architect',
    one: 'FlowsDatatable',
    many: 'FlowsDatatables',
    body: {name: 'Made', schema},
    change: {description: 'changed'},
    expand: {expand: 'schema'},  // a table is read without its schema else
  },
  {
    api: 'authorization',
    one: 'AuthorizationDivision',
    many: 'AuthorizationDivisions',
    body: {name: 'Made', description: 'new'},
    change: {description: 'changed'},
  },
  {
    api: 'telephony',
    one: 'TelephonyProvidersEdgesTrunkbasesetting',
    many: 'TelephonyProvidersEdgesTrunkbasesettings',
    body: {name: 'Made', trunkMetabase: {id: 'external_sip.json'}, trunkType: 'EXTERNAL', properties: {}},
    change: {description: 'changed'},
  },
];

async function all(kind) {
  const api = apis[kind.api];
  const page = await api[`get${kind.many}`]({pageSize: 100});
  assert(Array.isArray(page.entities), `${kind.many} has no entities`);
  return page.entities.map((entity) => entity.name);
}

async function change(kind, id) {
  const api = apis[kind.api];
  const method = kind.method || 'put';
  const present = await api[`get${kind.one}`](id, kind.expand || {});
  const kept = kind.takes ? Object.fromEntries(kind.takes.map((key) => [key, present[key]])) : present;
  const body = {...kept, ...kind.change};
  await api[`${method}${kind.one}`](id, body);
  const after = await api[`get${kind.one}`](id, {});
  for (const [key, value] of Object.entries(kind.change)) assert.deepStrictEqual(after[key], value, key);
}

async function drive(kind) {
  const api = apis[kind.api];
  const before = await all(kind);
  const made = await api[`post${kind.many}`](kind.body);
  assert.strictEqual(made.name, kind.body.name);
  assert((await all(kind)).includes('Made'), `${kind.one} is not listed`);
  assert.strictEqual((await api[`get${kind.one}`](made.id, {})).id, made.id);
  if (kind.change) await change(kind, made.id);
  await api[`delete${kind.one}`](made.id, {});
  assert.deepStrictEqual((await all(kind)).sort(), before.sort());
}

// The SDK rejects with the body of the answer.
async function refused(promise, status) {
  await assert.rejects(promise, (body) => body.status === status && typeof body.code === 'string');
}

// What is no object of its own: assignments, members, rows, utilization, moves; and how refusals look.
const rest = {
  async levels() {
    const api = apis.users;
    await api.patchUserRoutingskillsBulk('user-eva', [{id: 'skill-Billing', proficiency: 2.5}]);
    await api.postUserRoutingskills('user-eva', {id: 'skill-Fax', proficiency: 1});
    assert.strictEqual((await api.getUserRoutingskills('user-eva')).entities.length, 2);
    await api.deleteUserRoutingskill('user-eva', 'skill-Fax');
    await api.putUserRoutingskillsBulk('user-eva', [{id: 'skill-Tier_2', proficiency: 4}]);
    const [held] = (await api.getUserRoutingskills('user-eva')).entities;
    assert.deepStrictEqual([held.id, held.proficiency], ['skill-Tier_2', 4]);
  },
  async languages() {
    const api = apis.users;
    await api.patchUserRoutinglanguagesBulk('user-eva', [{id: 'language-en', proficiency: 5}]);
    assert.strictEqual((await api.getUserRoutinglanguages('user-eva')).entities[0].name, 'en');
    await api.deleteUserRoutinglanguage('user-eva', 'language-en');
    assert.deepStrictEqual((await api.getUserRoutinglanguages('user-eva')).entities, []);
  },
  async users() {
    const listed = await apis.users.getUsers({pageSize: 100, expand: ['skills', 'languages']});
    assert.strictEqual(listed.entities.length, 3);
    assert.strictEqual((await apis.users.getUser('user-ana')).email, 'ana@example.com');
  },
  async members() {
    const api = apis.routing;
    await api.postRoutingQueueMembers('queue-Line', [{id: 'user-ben'}]);
    assert.strictEqual((await api.getRoutingQueueMembers('queue-Line')).entities[0].id, 'user-ben');
    await api.deleteRoutingQueueMember('queue-Line', 'user-ben');
    assert.deepStrictEqual((await api.getRoutingQueueMembers('queue-Line')).entities, []);
  },
  async codes() {
    const api = apis.routing;
    await api.postRoutingQueueWrapupcodes('queue-Line', [{id: 'code-Solved'}]);
    assert.strictEqual((await api.getRoutingQueueWrapupcodes('queue-Line')).entities.length, 1);
    await api.deleteRoutingQueueWrapupcode('queue-Line', 'code-Solved');
    assert.deepStrictEqual((await api.getRoutingQueueWrapupcodes('queue-Line')).entities, []);
  },
  async rows() {
    const api = apis.architect;
    const whole = {showbrief: false};
    await api.postFlowsDatatableRows('table-Sites', {key: 'DUB', closed: true});
    assert.strictEqual((await api.getFlowsDatatableRows('table-Sites', whole)).entities.length, 2);
    await api.putFlowsDatatableRow('table-Sites', 'DUB', {body: {key: 'DUB', tries: 1}});
    const row = await api.getFlowsDatatableRow('table-Sites', 'DUB', whole);
    assert.deepStrictEqual([row.closed, row.tries], [false, 1]);
    await api.deleteFlowsDatatableRow('table-Sites', 'DUB');
  },
  async utilization() {
    const api = apis.routing;
    await api.putRoutingUtilization({utilization: {call: {maximumCapacity: 2}}});
    assert.strictEqual((await api.getRoutingUtilization()).utilization.call.maximumCapacity, 2);
    await api.deleteRoutingUtilization();
    await api.putRoutingUserUtilization('user-ana', {utilization: {call: {maximumCapacity: 3}}});
    assert.strictEqual((await api.getRoutingUserUtilization('user-ana')).level, 'Agent');
    await api.deleteRoutingUserUtilization('user-ana');
    assert.strictEqual((await api.getRoutingUserUtilization('user-ana')).level, 'Organization');
  },
  async divisions() {
    await apis.objects.postAuthorizationDivisionObject('division-APAC', 'QUEUE', ['queue-Line']);
    assert.strictEqual((await apis.routing.getRoutingQueue('queue-Line')).division.id, 'division-APAC');
    assert.strictEqual((await apis.authorization.getAuthorizationDivisionsHome()).id, 'division-Home');
  },
  async references() {
    for (const list of ['getFlows', 'getArchitectPrompts']) {
      assert((await apis.architect[list]({pageSize: 25})).entities.length > 0, list);
    }
    assert.strictEqual((await apis.organization.getOrganizationsMe()).name, 'Test Centre');
  },
  async refusals() {
    await refused(apis.routing.getRoutingQueue('nothing'), 404);
    await refused(apis.routing.postRoutingQueues({name: 'Desk'}), 400);
    await refused(apis.routing.postRoutingSkills({name: 'Billing'}), 409);
    const schedule = await apis.architect.getArchitectSchedule('schedule-Hours');
    await refused(apis.architect.putArchitectSchedule('schedule-Hours', {...schedule, version: 99}), 409);
    await refused(apis.architect.deleteArchitectSchedule('schedule-Hours'), 409);
  },
};

async function main() {
  const {hostname, port} = new URL(url);
  // The SDK's own way to another address: login and API are both reached there, without TLS.
  client.setGateway({host: hostname, protocol: 'http', port: Number(port)});
  await client.loginClientCredentialsGrant(clientId, clientSecret);
  const tasks = [...kinds.map((kind) => [kind.one, () => drive(kind)]), ...Object.entries(rest)];
  for (const [name, task] of tasks) {
    await task().catch((error) => {
      throw Object.assign(error, {driving: name});
    });
    console.log(JSON.stringify({driven: name}));
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
