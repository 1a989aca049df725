import { DefaultAzureCredential, type TokenCredential } from '@azure/identity';

/**
 * The credential for storage: that of a managed identity in Azure, a person's own sign-in on their machine.
 *
 * @param clientId of a user-assigned identity; null for the system-assigned one
 */
export const appCredential = (clientId: string | null): TokenCredential =>
  clientId === null ? new DefaultAzureCredential() : new DefaultAzureCredential({ managedIdentityClientId: clientId });
