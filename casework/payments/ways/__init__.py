"""How a right or a person is paid: account, cash, post, in kind, a third party, a card; with history, account numbers encrypted."""
