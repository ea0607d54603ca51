// Every name of a stack, made of its jurisdiction, its environment and its subscription: no two stacks share one.
// A name that the code uses too is checked against the code by tests/infra.

@export()
@description('The names of the resources of one stack.')
func namesOf(jurisdiction 'ca' | 'us', environment string, subscription string) Names =>
  named(jurisdiction, environment, subscription, uniqueString(subscription, jurisdiction, environment))

func named(jurisdiction string, environment string, subscription string, unique string) Names => {
  group: 'rg-caseclock-${jurisdiction}-${environment}'
  app: 'caseclock-${jurisdiction}-${unique}'
  plan: 'plan-caseclock-${jurisdiction}-${environment}'
  // What lawyers upload, and what is made of it.
  data: 'cc${jurisdiction}${unique}data'
  // What the Functions host keeps for itself, and the app's code.
  host: 'cc${jurisdiction}${unique}host'
  vault: 'cc-${jurisdiction}-${unique}'
  openai: 'caseclock-${jurisdiction}-${unique}-drafting'
  speech: 'caseclock-${jurisdiction}-${unique}-speech'
  appIdentity: 'id-caseclock-${jurisdiction}-${environment}-app'
  eventsIdentity: 'id-caseclock-${jurisdiction}-${environment}-events'
  storageIdentity: 'id-caseclock-${jurisdiction}-${environment}-storage'
  events: 'evgt-caseclock-${jurisdiction}-${environment}'
  network: 'vnet-caseclock-${jurisdiction}-${environment}'
  workspace: 'log-caseclock-${jurisdiction}-${environment}'
  insights: 'appi-caseclock-${jurisdiction}-${environment}'
  operators: 'ag-caseclock-${jurisdiction}-${environment}'
  workbook: guid(subscription, jurisdiction, environment, 'workbook')
  budget: 'budget-caseclock-${jurisdiction}-${environment}'
  policy: 'caseclock-${jurisdiction}-${environment}'
  web: 'caseclock-${jurisdiction}-${unique}-web'
  webPlan: 'plan-caseclock-${jurisdiction}-${environment}-web'
}

@export()
@sealed()
type Names = {
  group: string
  app: string
  plan: string
  data: string
  host: string
  vault: string
  openai: string
  speech: string
  appIdentity: string
  eventsIdentity: string
  storageIdentity: string
  events: string
  network: string
  workspace: string
  insights: string
  operators: string
  workbook: string
  budget: string
  policy: string
  web: string
  webPlan: string
}

@export()
@description('The name of the deployment that drafts.')
var draftingDeployment = 'drafting'

@export()
@description('The key that encrypts storage where keys are the customer\'s.')
var storageKey = 'storage'

@export()
@description('The table of the ledger.')
var ledgerTable = 'ledger'

@export()
@description('The containers of the data account.')
var containers = {
  recordings: 'recordings'
  transcripts: 'transcripts'
  exports: 'exports'
  digests: 'audit-digests'
  deadLetters: 'dead-letters'
}

@export()
@description('The queues that have messages; each has a queue for poison beside it.')
var queues = ['drafting', 'housekeeping', 'clio-sync', 'csv-export']

@export()
@description('Where the host puts a blob whose trigger failed too often.')
var blobPoisonQueue = 'webjobs-blobtrigger-poison'

@export()
@description('The container of the host account that holds the app\'s code.')
var packageContainer = 'app-package'

@export()
@description('The function that the arrival of audio triggers.')
var uploadFunction = 'draft_uploaded_audio'
