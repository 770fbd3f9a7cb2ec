export const contractHash = "{{ contract_hash }}";

export const sdk = { contractHash, client: undefined };
