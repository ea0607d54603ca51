// The Canadian stack. What differs from one operator to the next comes from the environment (`azd env set`).

using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')

param stack = {
  jurisdiction: 'ca'
  region: 'canadacentral'
  speechRegion: 'canadacentral'
  speechApiVersion: '2025-10-15'
  draftingRegion: 'canadaeast'
  model: {
    name: 'gpt-4.1-mini'
    version: '2025-04-14'
    sku: 'Standard'
    capacity: 100
    apiVersion: '2024-10-21'
    retires: '2027-04-14'
  }
}

param product = {
  entra: {
    audience: readEnvironmentVariable('CASECLOCK_ENTRA_AUDIENCE')
    firms: readEnvironmentVariable('CASECLOCK_ENTRA_FIRMS')
    elsewhere: readEnvironmentVariable('CASECLOCK_ELSEWHERE', '{}')
    firmDefaults: readEnvironmentVariable('CASECLOCK_FIRM_DEFAULTS', '{}')
  }
  clio: {
    clientId: readEnvironmentVariable('CASECLOCK_CLIO_CLIENT_ID', '')
    redirect: readEnvironmentVariable('CASECLOCK_CLIO_REDIRECT', '')
  }
  // What your agreement with Microsoft says, as decimal text: each draft then shows what it cost.
  prices: { currency: '', audioHour: '', millionInputTokens: '', millionOutputTokens: '' }
  tuning: {}
}

param options = {
  privateEndpoints: bool(readEnvironmentVariable('CASECLOCK_PRIVATE_ENDPOINTS', 'false'))
  customerManagedKeys: bool(readEnvironmentVariable('CASECLOCK_CUSTOMER_MANAGED_KEYS', 'false'))
  redundancy: 'Standard_GZRS'
  alwaysReady: 1
  maximumInstances: 40
}

param retention = { recordings: 365, deadLetters: 30, digests: 2557 }

param watch = {
  recipients: split(readEnvironmentVariable('CASECLOCK_ALERT_RECIPIENTS'), ',')
  monthlyBudget: int(readEnvironmentVariable('CASECLOCK_MONTHLY_BUDGET', '500'))
  budgetStart: readEnvironmentVariable('CASECLOCK_BUDGET_START')
  waitMinutes: 30
  logDays: 90
}

param ownOrigin = readEnvironmentVariable('CASECLOCK_WEB_ORIGIN', '')
