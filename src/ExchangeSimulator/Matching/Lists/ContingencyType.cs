namespace Bot3.Messaging.ExchangeSimulator.Matching.Lists;

/// <summary>How the protocol names the kind of a list: lists of three orders, and those whose quantity comes later, are OTO too.</summary>
internal enum ContingencyType
{
    Oco,
    Oto,
}
