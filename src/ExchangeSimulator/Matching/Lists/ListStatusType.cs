namespace Bot3.Messaging.ExchangeSimulator.Matching.Lists;

/// <summary>Field <c>l</c> of a list's event.</summary>
internal enum ListStatusType
{
    ExecStarted,

    /// <summary>A leg's client id changed.</summary>
    Updated,
    AllDone,
}
