// From what is selected below a path of response fields to a MongoDB projection, made once for each operation.
const STORED = { id: '_id', identityNumber: 'identityMask', household: 'householdId' }
const made = new WeakMap()

function below (selections, path) {
  if (!path.length) return selections
  const found = selections.find(each => each.name.value === path[0])
  return found && below(found.selectionSet.selections, path.slice(1))
}

function collect (selections, prefix, into) {
  for (const each of selections) {
    if (each.name.value === 'evidence') continue // read from its own collection
    const name = prefix + (STORED[each.name.value] ?? each.name.value)
    if (each.selectionSet && each.name.value !== 'household') collect(each.selectionSet.selections, `${name}.`, into)
    else into[name] = 1
  }
  return into
}

export function projectionOf (info, path) {
  const node = info.fieldNodes[0]
  if (!made.has(node)) made.set(node, new Map())
  const kept = made.get(node)
  const key = path.join('.')
  if (!kept.has(key)) {
    const selections = below(node.selectionSet.selections, path)
    kept.set(key, selections && { _id: 1, ...collect(selections, '', {}) })
  }
  return kept.get(key)
}
