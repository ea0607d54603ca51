// The app's settings, as far as they are known before anything is deployed; docs/settings.md says what each is.

import { Names, draftingDeployment, ledgerTable } from 'names.bicep'
import { Clio, Entra, Prices, Stack, Tuning } from 'types.bicep'

@export()
@description('The settings of one stack, with the ids of its resources below `group`.')
func settingsOf(stack Stack, names Names, group string, product Product) object =>
  union(
    hostSettings(names),
    storageSettings(names, group),
    modelSettings(stack, names, group),
    productSettings(stack, names, group, product),
    priceSettings(product.prices),
    clioSettings(product.clio),
    product.tuning
  )

@export()
@sealed()
type Product = {
  entra: Entra
  clio: Clio
  prices: Prices
  tuning: Tuning
}

func hostSettings(names Names) object => {
  AzureWebJobsStorage__blobServiceUri: 'https://${names.host}.blob.core.windows.net'
  AzureWebJobsStorage__queueServiceUri: 'https://${names.host}.queue.core.windows.net'
  AzureWebJobsStorage__tableServiceUri: 'https://${names.host}.table.core.windows.net'
  AzureWebJobsStorage__credential: 'managedidentity'
}

func storageSettings(names Names, group string) object => {
  CaseClockStorage__blobServiceUri: 'https://${names.data}.blob.core.windows.net'
  CaseClockStorage__queueServiceUri: 'https://${names.data}.queue.core.windows.net'
  CaseClockStorage__tableServiceUri: 'https://${names.data}.table.core.windows.net'
  CaseClockStorage__credential: 'managedidentity'
  CASECLOCK_LEDGER_TABLE: ledgerTable
  CASECLOCK_STORAGE_RESOURCE: '${group}/providers/Microsoft.Storage/storageAccounts/${names.data}'
}

func modelSettings(stack Stack, names Names, group string) object => {
  CASECLOCK_OPENAI_ENDPOINT: 'https://${names.openai}.openai.azure.com'
  CASECLOCK_OPENAI_API_VERSION: stack.model.apiVersion
  CASECLOCK_OPENAI_RESOURCE: '${group}/providers/Microsoft.CognitiveServices/accounts/${names.openai}'
  CASECLOCK_DRAFTING_DEPLOYMENT: draftingDeployment
  CASECLOCK_SPEECH_SERVICE: 'azure-speech'
  CASECLOCK_SPEECH_ENDPOINT: 'https://${names.speech}.cognitiveservices.azure.com'
  CASECLOCK_SPEECH_API_VERSION: stack.speechApiVersion
  CASECLOCK_SPEECH_RESOURCE: '${group}/providers/Microsoft.CognitiveServices/accounts/${names.speech}'
}

func productSettings(stack Stack, names Names, group string, product Product) object => {
  CASECLOCK_ENVIRONMENT: 'production'
  CASECLOCK_JURISDICTION: stack.jurisdiction
  CASECLOCK_ENTRA_AUDIENCE: product.entra.audience
  CASECLOCK_ENTRA_FIRMS: product.entra.firms
  CASECLOCK_ELSEWHERE: product.entra.elsewhere
  CASECLOCK_FIRM_DEFAULTS: product.entra.firmDefaults
  CASECLOCK_VAULT_ADDRESS: 'https://${names.vault}.vault.azure.net'
  CASECLOCK_VAULT_RESOURCE: '${group}/providers/Microsoft.KeyVault/vaults/${names.vault}'
}

func priceSettings(prices Prices) object =>
  empty(prices.currency)
    ? {}
    : {
        CASECLOCK_PRICE_CURRENCY: prices.currency
        CASECLOCK_PRICE_AUDIO_HOUR: prices.audioHour
        CASECLOCK_PRICE_MILLION_INPUT_TOKENS: prices.millionInputTokens
        CASECLOCK_PRICE_MILLION_OUTPUT_TOKENS: prices.millionOutputTokens
      }

func clioSettings(clio Clio) object =>
  empty(clio.clientId) ? {} : { CASECLOCK_CLIO_CLIENT_ID: clio.clientId, CASECLOCK_CLIO_REDIRECT: clio.redirect }
