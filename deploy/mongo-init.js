// Founds the replica set and makes the two users of the API; run again, it changes nothing but the passwords.
const fs = require('fs');

const secret = (name) => fs.readFileSync(`${process.env.SECRETS || '/run/secrets'}/${name}`, 'utf8').trim();
const host = process.env.MONGO_HOST || 'mongo:27017';
const DATABASE = 'jiuzhu';

// The server restarts once while its image sets it up: so it is waited for.
function connected() {
  for (let attempt = 0; ; attempt++) {
    try {
      const admin = new Mongo(`mongodb://${host}/?directConnection=true&serverSelectionTimeoutMS=2000`).getDB('admin');
      admin.auth('root', secret('mongo_root_password'));
      return admin;
    } catch (error) {
      if (attempt === 60) throw error;
      sleep(1000);
    }
  }
}

function founded(admin) {
  try {
    admin.runCommand({ replSetGetStatus: 1 });
  } catch (error) {
    if (error.codeName !== 'NotYetInitialized') throw error;
    admin.runCommand({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host }] } });
  }
  while (!admin.runCommand({ hello: 1 }).isWritablePrimary) sleep(200);
}

// The API reads and writes its own database; only the migrator may change validators.
function user(admin, name, password, roles) {
  const database = admin.getSiblingDB(DATABASE);
  const granted = roles.map((role) => ({ role, db: DATABASE }));
  if (database.getUser(name)) database.updateUser(name, { pwd: password, roles: granted });
  else database.createUser({ user: name, pwd: password, roles: granted });
}

const admin = connected();
founded(admin);
user(admin, 'jiuzhu_api', secret('mongo_api_password'), ['readWrite']);
user(admin, 'jiuzhu_migrator', secret('mongo_migrator_password'), ['readWrite', 'dbAdmin']);
print('the replica set and its users are ready');
