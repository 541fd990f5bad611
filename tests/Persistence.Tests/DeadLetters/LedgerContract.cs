using Bot3.Messaging.Persistence.DeadLetters;
using Bot3.Messaging.Persistence.Inbox;
using Bot3.Messaging.Persistence.Registration;
using Bot3.Messaging.Persistence.Tests.Contract;

namespace Bot3.Messaging.Persistence.Tests.DeadLetters;

/// <summary>What the suites of the ledger do with it.</summary>
public abstract class LedgerContract(PersistenceProvider provider)
{
    private const string Endpoint = "orders";

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected static DeadLetter Letter(StoreHarness harness) => new()
    {
        Id = Guid.NewGuid(),
        MessageId = Guid.NewGuid(),
        Endpoint = Endpoint,
        MessageType = "PlaceOrder",
        ContentType = "application/json; charset=utf-8",
        CorrelationId = Guid.NewGuid(),
        Body = "{broken"u8.ToArray(),
        Headers = new Dictionary<string, string>
        {
            ["MT-Activity-Id"] = "00-a", ["MT-MessageType"] = "urn:message:A:B", ["MT-Fault-Message"] = "x", ["MT-Reason"] = "fault",
            ["x-death"] = "[]", ["x-first-death-queue"] = "orders", ["x-delivery-count"] = "3", ["RabbitMQ-DeliveryTag"] = "1",
            ["MT-Host-MachineName"] = "m", ["MT-Redelivery-Count"] = "2", ["Content-Type"] = "text/plain",
        },
        Reason = "Fault: broken",
        ExceptionType = "System.FormatException",
        Exception = "System.FormatException: broken",
        Attempts = 9,
        ReceivedAt = harness.Time.GetUtcNow(),
    };

    private protected static async Task<CaptureOutcome> CaptureAsync(
        StoreHarness harness, DeadLetter letter, CaptureSource source = CaptureSource.Endpoint)
    {
        var outcome = default(CaptureOutcome);
        await harness.CommitAsync(async session => outcome = await harness.Ledger.CaptureAsync(session, letter, source, Token), Token);
        return outcome;
    }

    private protected static Task RecordAsync(StoreHarness harness, DeadLetter letter) =>
        harness.CommitAsync(async session => await harness.Ledger.RecordAsync(session, letter, Token), Token);

    /// <summary>The headers that the last message has which the ledger has sent.</summary>
    private protected static IReadOnlyDictionary<string, string> PutBack(StoreHarness harness, Guid? letterId = null) => letterId is { } id
        ? new Dictionary<string, string> { [DeadLetterHeaders.LetterId] = id.ToString() }
        : harness.Dispatcher.Rows[^1].Message.Headers;

    private protected static async Task<LedgerChange> RetryAsync(StoreHarness harness, Guid id)
    {
        var change = default(LedgerChange);
        await harness.CommitAsync(async session => change = await harness.Ledger.RetryAsync(session, id, Token), Token);
        return change;
    }

    private protected static async Task<LedgerChange> DiscardAsync(StoreHarness harness, Guid id, string reason)
    {
        var change = default(LedgerChange);
        await harness.CommitAsync(async session => change = await harness.Ledger.DiscardAsync(session, id, reason, Token), Token);
        return change;
    }

    private protected static async Task<KeptDeadLetter> TheOneAsync(StoreHarness harness)
    {
        var kept = Assert.Single(await harness.Ledger.ListKeptAsync(null, 10, Token));
        Assert.Equal(kept.Status, (await harness.Ledger.FindAsync(kept.Letter.Id, Token))?.Status);
        return kept;
    }

    private protected static async Task<bool> IsUnseenAsync(StoreHarness harness, DeadLetter letter, bool commit = false)
    {
        await using var session = await harness.Store.BeginAsync(Token);
        var unseen = await session.TryRecordInboxAsync(new InboxKey(letter.MessageId!.Value, letter.Endpoint), Token);
        if (commit)
            await session.CommitAsync(Token);
        return unseen;
    }

    private protected Task<StoreHarness> CreateAsync() => StoreHarness.CreateAsync(provider, Token);
}
