// Read by the hook after the deployment of the code; the values are outputs of main.bicep, which azd hands to it.

using 'event-subscriptions.bicep'

param appResourceGroup = readEnvironmentVariable('AZURE_RESOURCE_GROUP')
param appName = readEnvironmentVariable('FUNCTION_APP_NAME')
param flowLogAccounts = json(readEnvironmentVariable('EVENT_ACCOUNTS'))
