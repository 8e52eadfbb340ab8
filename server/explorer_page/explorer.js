// Mounts GraphiQL for whoever enters a token; what is typed stays in this tab (sessionStorage) and ends with it.
'use strict';

const field = (name) => document.getElementById(name);
const FIELDS = ['token', 'clock', 'language'];

function headers() {
  const given = {
    'content-type': 'application/json',
    'accept-language': field('language').value,
    authorization: `Bearer ${field('token').value.trim()}`,
  };
  const clock = field('clock').value.trim();
  if (clock) given['case-clock'] = clock;
  return given;
}

async function ask(asked) {
  const answer = await fetch('/graphql', { method: 'POST', headers: headers(), body: JSON.stringify(asked) });
  return answer.json();
}

function show(examples) {
  const entered = field('token').value.trim() !== '';
  field('notice').hidden = entered;
  field('graphiql').hidden = !entered;
  if (!entered) {
    ReactDOM.unmountComponentAtNode(field('graphiql'));
    return;
  }
  // A fetcher of its own for each token, so that the schema is asked for again.
  const explorer = React.createElement(GraphiQL, {
    fetcher: (asked) => ask(asked),
    defaultQuery: examples,
    isHeadersEditorEnabled: false,
    storage: sessionStorage,
  });
  ReactDOM.render(explorer, field('graphiql'));
}

async function begin() {
  const examples = await (await fetch('/explorer/examples.graphql')).text();
  for (const name of FIELDS) {
    field(name).value = sessionStorage.getItem(`jiuzhu:${name}`) ?? field(name).value;
    field(name).addEventListener('change', () => {
      sessionStorage.setItem(`jiuzhu:${name}`, field(name).value);
      if (name === 'token') show(examples);
    });
  }
  show(examples);
}

begin();
