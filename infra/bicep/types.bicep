// What may be said of a stack, per jurisdiction: anything else in a parameter file is an error.
// Regions and models are those of Microsoft Learn, "Models sold directly by Azure: region availability" and
// "Regions for Azure Speech", as of 2026. Global deployments process anywhere: they stand nowhere below.

@export()
@description('Where a stack keeps and processes its data, and with which model.')
@discriminator('jurisdiction')
type Stack = CanadianStack | AmericanStack

@sealed()
type CanadianStack = {
  jurisdiction: 'ca'

  @description('Compute, storage, Key Vault and monitoring; Functions on Flex Consumption is not in canadaeast.')
  region: 'canadacentral'

  @description('The only region in Canada that processes speech by fast transcription.')
  speechRegion: 'canadacentral'
  speechApiVersion: SpeechApiVersion

  @description('The only region in Canada that processes chat models regionally.')
  draftingRegion: 'canadaeast'
  model: CanadianModel
}

@sealed()
type AmericanStack = {
  jurisdiction: 'us'

  @description('Compute, storage, Key Vault and monitoring.')
  region: AmericanRegion

  @description('A region with fast transcription.')
  speechRegion: AmericanRegion
  speechApiVersion: SpeechApiVersion

  @description('A region with regional chat models.')
  draftingRegion: AmericanRegion
  model: AmericanModel
}

@description('Has Flex Consumption, fast transcription and regional chat models, and a pair in the United States.')
type AmericanRegion = 'eastus' | 'eastus2' | 'northcentralus' | 'southcentralus' | 'westus' | 'westus3'

@discriminator('name')
type CanadianModel = CanadianGpt41Mini | CanadianGpt4o | CanadianGpt51

@sealed()
type CanadianGpt41Mini = {
  name: 'gpt-4.1-mini'
  version: '2025-04-14'
  sku: 'Standard'
  capacity: Capacity
  apiVersion: ApiVersion
  retires: Day
}

@sealed()
type CanadianGpt4o = {
  name: 'gpt-4o'
  version: '2024-11-20'
  sku: 'Standard' | 'ProvisionedManaged'
  capacity: Capacity
  apiVersion: ApiVersion
  retires: Day
}

@sealed()
type CanadianGpt51 = {
  name: 'gpt-5.1'
  version: '2025-11-13'
  sku: 'ProvisionedManaged'
  capacity: Capacity
  apiVersion: ApiVersion
  retires: Day
}

@discriminator('name')
type AmericanModel = AmericanGpt41Mini | AmericanGpt41 | AmericanGpt51

@sealed()
type AmericanGpt41Mini = {
  name: 'gpt-4.1-mini'
  version: '2025-04-14'
  sku: AmericanSku
  capacity: Capacity
  apiVersion: ApiVersion
  retires: Day
}

@sealed()
type AmericanGpt41 = {
  name: 'gpt-4.1'
  version: '2025-04-14'
  sku: AmericanSku
  capacity: Capacity
  apiVersion: ApiVersion
  retires: Day
}

@sealed()
type AmericanGpt51 = {
  name: 'gpt-5.1'
  version: '2025-11-13'
  sku: AmericanSku
  capacity: Capacity
  apiVersion: ApiVersion
  retires: Day
}

@description('Processed in the region, or within the United States.')
type AmericanSku = 'Standard' | 'DataZoneStandard' | 'ProvisionedManaged' | 'DataZoneProvisionedManaged'

@description('Thousands of tokens a minute, or units where the SKU is provisioned.')
@minValue(1)
@maxValue(10000)
type Capacity = int

@description('The dated version of the Azure OpenAI API; the newest that is generally available.')
type ApiVersion = '2024-10-21'

@description('The dated version of the Azure AI Speech API; the newest that is generally available.')
type SpeechApiVersion = '2025-10-15'

@description('The day the model retires, as YYYY-MM-DD: Microsoft Learn, "Model retirement schedule".')
@minLength(10)
@maxLength(10)
type Day = string

@export()
@description('What a stack can do without, or more of.')
@sealed()
type Options = {
  @description('Whether all but the account that lawyers upload to is reached from the stack\'s own network only.')
  privateEndpoints: bool

  @description('Whether storage is encrypted with a key of the stack\'s own vault.')
  customerManagedKeys: bool

  @description('How storage is copied: GZRS where the region has zones, otherwise GRS; the pair of each lies in the same country.')
  redundancy: 'Standard_GZRS' | 'Standard_GRS' | 'Standard_ZRS' | 'Standard_LRS'

  @description('How many instances wait for HTTP requests, so that no lawyer waits for a start.')
  @minValue(0)
  @maxValue(20)
  alwaysReady: int

  @description('How many instances there can be at most.')
  @minValue(40)
  @maxValue(1000)
  maximumInstances: int
}

@export()
@description('How long blobs are kept, in days.')
@sealed()
type Retention = {
  @description('Audio and transcripts of recordings that nobody deleted.')
  @minValue(90)
  recordings: int

  @description('Events that could not be delivered.')
  @minValue(7)
  deadLetters: int

  @description('Digests of the audit trails: nobody can delete or change them earlier.')
  @minValue(365)
  @maxValue(146000)
  digests: int
}

@export()
@description('Whose tokens the stack takes.')
@sealed()
type Entra = {
  @description('The application (client) id of the API.')
  @minLength(36)
  @maxLength(36)
  audience: string

  @description('The tenant ids of the firms served here, separated by commas.')
  @minLength(36)
  firms: string

  @description('The firms another stack serves: a JSON object, from tenant id to the https address of that stack.')
  elsewhere: string

  @description('What each firm sets for its lawyers: a JSON object by tenant id.')
  firmDefaults: string
}

@export()
@description('The app registered with Clio; an empty id where time does not go to Clio.')
@sealed()
type Clio = {
  clientId: string

  @description('The page of the web client that Clio sends a browser back to.')
  redirect: string
}

@export()
@description('What the services cost, as decimal text; an empty currency shows no prices.')
@sealed()
type Prices = {
  currency: '' | 'CAD' | 'USD'
  audioHour: string
  millionInputTokens: string
  millionOutputTokens: string
}

@export()
@description('What an operator may set otherwise than the app does by itself: docs/settings.md says what each is.')
@sealed()
type Tuning = {
  CASECLOCK_AUDIO_GRANT_MINUTES: string?
  CASECLOCK_CLAIM_SECONDS: string?
  CASECLOCK_CLIO_SECRET_NAME: string?
  CASECLOCK_CLIO_SETTLE_SECONDS: string?
  CASECLOCK_CLIO_TIMEOUT_SECONDS: string?
  CASECLOCK_DIGEST_MINUTES: string?
  CASECLOCK_DRAFTING_MAX_TOKENS: string?
  CASECLOCK_DRAFTING_TOKEN_LIMIT: ('max_completion_tokens' | 'max_tokens')?
  CASECLOCK_ENTRA_SCOPE: string?
  CASECLOCK_EXPORT_DAYS: string?
  CASECLOCK_EXPORT_GRANT_MINUTES: string?
  CASECLOCK_GIVE_UP_HOURS: string?
  CASECLOCK_MAX_AUDIO_MEGABYTES: string?
  CASECLOCK_MODEL_TIMEOUT_SECONDS: string?
  CASECLOCK_OPENAI_TOKEN_SCOPE: ('https://cognitiveservices.azure.com/.default' | 'https://ai.azure.com/.default')?
  CASECLOCK_RESTORE_DAYS: string?
  CASECLOCK_RULES_AFTER_MINUTES: string?
  CASECLOCK_UPLOAD_GRANT_MINUTES: string?
}

@export()
@description('Who watches over a stack, and what they are told of.')
@sealed()
type Watch = {
  @description('The email addresses that alerts go to.')
  @minLength(1)
  recipients: string[]

  @description('What the stack may cost a month before operators are told, in the currency of the subscription.')
  @minValue(1)
  monthlyBudget: int

  @description('The first day of the month that the budget begins with, as YYYY-MM-01; it cannot be changed later.')
  budgetStart: Day

  @description('How long a recording may wait before operators are told, in minutes.')
  @minValue(5)
  @maxValue(2880)
  waitMinutes: int

  @description('How long what the stack tells of itself is kept, in days.')
  @minValue(30)
  @maxValue(730)
  logDays: int
}
