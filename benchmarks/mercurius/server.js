// Mercurius with its JIT: `natural` resolves as most would write it (whole documents, a loader for households),
// `projected` is tuned by hand (only the fields that are asked for, households attached before anything is resolved).
import { readFileSync } from 'node:fs'
import fastify from 'fastify'
import { getArgumentValues } from 'graphql'
import mercurius from 'mercurius'
import { MongoClient } from 'mongodb'
import { projectionOf } from './projection.js'

const tuned = process.argv[2] === 'projected'
const { AREA, MONGODB_DATABASE, MONGODB_URL, PORT } = process.env
const database = (await new MongoClient(MONGODB_URL).connect()).db(MONGODB_DATABASE)
const applications = database.collection('applications')
const households = database.collection('households')
const evidence = database.collection('evidence')

const text = value => (value == null ? null : value.toString()) // Decimal128
const money = name => source => text(source[name])
const nodes = ['edges', 'node']

async function attached (rows, info, path) {
  const projection = projectionOf(info, [...path, 'household'])
  if (!projection || !rows.length) return rows
  const ids = rows.map(each => each.householdId)
  const found = await households.find({ _id: { $in: ids } }, { projection }).toArray()
  const known = new Map(found.map(each => [each._id, each]))
  for (const each of rows) each.household = known.get(each.householdId)
  return rows
}

const standing = (rows, more) => ({ hasNextPage: more, endCursor: rows.at(-1)?._id ?? null })
const edges = rows => rows.map(node => ({ cursor: node._id, node }))

async function page (filter, { first, after }, info) {
  const options = { sort: { _id: -1 }, limit: first + 1, batchSize: first + 2 }
  if (tuned) options.projection = projectionOf(info, nodes)
  const part = after ? { ...filter, _id: { $lt: after } } : filter
  const rows = await applications.find(part, options).toArray()
  const shown = rows.slice(0, first)
  if (tuned) await attached(shown, info, nodes)
  return { rows: shown, more: rows.length > first }
}

async function papers (caseId, { first, after }, projection) {
  const size = first ?? 20
  const options = { sort: { _id: 1 }, limit: size + 1, batchSize: size + 2, ...(projection && { projection }) }
  const filter = { areas: AREA, caseId, ...(after && { _id: { $gt: after } }) }
  const rows = await evidence.find(filter, options).toArray()
  const shown = rows.slice(0, size)
  return { edges: edges(shown), pageInfo: standing(shown, rows.length > size) }
}

// What the tuned form reads of papers beside the household, before anything is resolved.
async function papersAttached (found, info) {
  const asked = info.fieldNodes[0].selectionSet.selections.find(each => each.name.value === 'evidence')
  if (!asked) return
  const field = info.schema.getType('Application').getFields().evidence
  const given = getArgumentValues(field, asked, info.variableValues)
  found.evidence = await papers(found._id, given, projectionOf(info, ['evidence', ...nodes]))
}

const lazily = make => { let made; return () => (made ??= make()) }

const resolvers = {
  Query: {
    async application (_root, { number }, _context, info) {
      const options = tuned ? { projection: projectionOf(info, []) } : {}
      const found = await applications.findOne({ areas: AREA, number }, options)
      if (found && tuned) await Promise.all([attached([found], info, []), papersAttached(found, info)])
      return found
    },
    applications (_root, { first = 20, after, state }, _context, info) {
      const filter = state ? { areas: AREA, state } : { areas: AREA }
      return { filter, page: lazily(() => page(filter, { first, after }, info)) }
    },
    caseFile (_root, { number }) {
      return applications.findOne({ areas: AREA, number }, tuned ? { projection: { number: 1 } } : {})
    }
  },
  ApplicationConnection: {
    edges: async ({ page }) => edges((await page()).rows),
    pageInfo: async ({ page }) => { const { rows, more } = await page(); return standing(rows, more) },
    totalCount: ({ filter }) => applications.countDocuments(filter)
  },
  Application: { id: source => source._id, requestedAmount: money('requestedAmount') },
  CaseFile: {
    papers: (source, given, _context, info) => papers(source._id, given, tuned && projectionOf(info, nodes))
  },
  Evidence: { id: source => source._id },
  Household: { id: source => source._id },
  Member: { identityNumber: source => source.identityMask, monthlyIncome: money('monthlyIncome') },
  Survey: { monthlyIncome: money('monthlyIncome') },
  Opinion: { amount: money('amount') },
  Decision: { amount: money('amount'), mandateCap: money('mandateCap') }
}

const loaders = {
  Application: {
    async household (asked) {
      const ids = asked.map(({ obj }) => obj.householdId)
      const found = await households.find({ _id: { $in: ids } }).toArray()
      const known = new Map(found.map(each => [each._id, each]))
      return ids.map(id => known.get(id))
    },
    evidence: asked => Promise.all(asked.map(({ obj, params }) => papers(obj._id, params)))
  }
}

const app = fastify()
const schema = readFileSync(new URL('../peer.graphql', import.meta.url), 'utf8')
app.register(mercurius, { schema, resolvers, jit: 1, ...(tuned ? {} : { loaders }) })
await app.listen({ port: Number(PORT), host: '127.0.0.1' })
