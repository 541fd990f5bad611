using System.Globalization;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.Domain.Values;
using Bot3.Messaging.ExchangeWorker.Accounts;
using Bot3.Messaging.ExchangeWorker.Attempts;

namespace Bot3.Messaging.ExchangeWorker.Commands;

/// <summary>What keeps a placement from being sent, as pure rules with their reasons.</summary>
internal static class PlacementRules
{
    /// <summary>Why the command must never be sent by this account; null when nothing is against it.</summary>
    public static RefusalReason? Objection(AccountContext account, PlaceOrder command)
    {
        if (command.RiskDecisionId == Guid.Empty)
            return Reason(RefusalCodes.RiskDecisionMissing, "RiskDecisionId was empty: nothing goes to a venue without a stored risk decision");
        if (command.Account != account.Account || command.Venue != account.Gateway.Venue)
        {
            return Reason(
                RefusalCodes.AccountMismatch,
                $"Account and Venue were {command.Account} and {command.Venue}: this queue is of {account.Account} at {account.Gateway.Venue}");
        }

        if (ClientOrderId.TryParse(command.ClientOrderId, out var orderId, out var slice, out var attempt)
            && orderId.Value == command.OrderId && slice == command.Slice && attempt == command.Attempt)
        {
            return null;
        }

        return Reason(
            RefusalCodes.ClientOrderIdMismatch,
            $"ClientOrderId was {command.ClientOrderId}: not the id of order {command.OrderId}, slice {command.Slice}, attempt {command.Attempt}");
    }

    public static RefusalReason TooOld(PlaceOrder command, DateTimeOffset now) => Reason(
        RefusalCodes.EntryTooOld,
        string.Create(CultureInfo.InvariantCulture, $"NotAfter was {command.NotAfter:O}: it is {now:O}, and a stale entry is never sent late"));

    public static RefusalReason SliceHeld(PlaceOrder command, Attempt holder) => Reason(
        RefusalCodes.SliceHeld,
        $"slice {command.Slice} is held by {holder.ClientOrderId}, which is {holder.State}: only one attempt may reach the venue");

    public static Attempt Ended(Attempt attempt, AttemptState state, RefusalReason reason, bool retryable, TimeSpan? retryAfter) => attempt with
    {
        State = state,
        ReasonCode = reason.Code,
        ReasonMessage = reason.Message,
        Retryable = retryable,
        RetryAfter = retryAfter,
    };

    private static RefusalReason Reason(string code, string message) => new() { Code = code, Message = message };
}
