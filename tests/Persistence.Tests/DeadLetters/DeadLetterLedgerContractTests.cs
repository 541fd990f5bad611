using System.Text;
using Bot3.Messaging.Persistence.DeadLetters;
using Bot3.Messaging.Persistence.Inbox;
using Bot3.Messaging.Persistence.Registration;
using Bot3.Messaging.Persistence.Tests.Contract;

namespace Bot3.Messaging.Persistence.Tests.DeadLetters;

/// <summary>What holds for the ledger on every store: one suite, two stores.</summary>
public abstract class DeadLetterLedgerContractTests(PersistenceProvider provider)
{
    private const string Endpoint = "orders";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Capture_OfANewMessage_KeepsEveryPartAndTheInboxEntry()
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness);

        Assert.Equal(CaptureOutcome.Recorded, await CaptureAsync(harness, letter));

        var kept = await TheOneAsync(harness);
        Assert.Equal(letter with { Body = default, Headers = kept.Letter.Headers }, kept.Letter with { Body = default });
        Assert.Equal(letter.Body.ToArray(), kept.Letter.Body.ToArray());
        Assert.Equal(letter.Headers, kept.Letter.Headers);
        Assert.Equal(
            (DeadLetterStatus.Open, letter.ReceivedAt, letter.ReceivedAt, 0), (kept.Status, kept.FirstFailedAt, kept.LastFailedAt, kept.RetryCount));
        Assert.Equal((kept.RetriedAt, kept.DiscardedAt, kept.DiscardReason), (null, null, null));
        Assert.False(await IsUnseenAsync(harness, letter));
    }

    [Fact]
    public async Task Capture_RolledBack_KeepsNeitherLetterNorInboxEntry()
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness);
        await using (var session = await harness.Store.BeginAsync(Token))
            await harness.Ledger.CaptureAsync(session, letter, CaptureSource.Endpoint, Token);

        Assert.Empty(await harness.Ledger.ListKeptAsync(null, 10, Token));
        Assert.True(await IsUnseenAsync(harness, letter));
    }

    [Fact]
    public async Task Capture_AfterAKillBeforeTheAcknowledgement_CountsTheTryAndMakesNoSecondLetter()
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness);
        await CaptureAsync(harness, letter);
        harness.Time.Advance(TimeSpan.FromMinutes(1));
        var second = letter with
        {
            Id = Guid.NewGuid(),
            Attempts = 4,
            Reason = "Fault: other",
            Exception = "other",
            ExceptionType = "Other",
            ReceivedAt = harness.Time.GetUtcNow(),
        };

        Assert.Equal(CaptureOutcome.Counted, await CaptureAsync(harness, second));

        var kept = await TheOneAsync(harness);
        Assert.Equal((letter.Id, letter.Attempts + 4), (kept.Letter.Id, kept.Letter.Attempts));
        Assert.Equal(("Fault: other", "other", "Other"), (kept.Letter.Reason, kept.Letter.Exception, kept.Letter.ExceptionType));
        Assert.Equal((letter.ReceivedAt, second.ReceivedAt), (kept.FirstFailedAt, kept.LastFailedAt));
    }

    [Fact]
    public async Task Capture_FromAnErrorQueueTwice_ChangesNothingTheSecondTime()
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness);
        await CaptureAsync(harness, letter, CaptureSource.ErrorQueue);

        Assert.Equal(CaptureOutcome.KnownBefore, await CaptureAsync(harness, letter with { Id = Guid.NewGuid() }, CaptureSource.ErrorQueue));

        Assert.Equal(letter.Attempts, (await TheOneAsync(harness)).Letter.Attempts);
    }

    [Fact]
    public async Task Capture_OfAMessageThatAnotherDeliveryHandled_KeepsNothing()
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness);
        Assert.True(await IsUnseenAsync(harness, letter, commit: true));

        Assert.Equal(CaptureOutcome.HandledBefore, await CaptureAsync(harness, letter));

        Assert.Empty(await harness.Ledger.ListKeptAsync(null, 10, Token));
    }

    [Fact]
    public async Task Capture_OnAnotherEndpoint_IsAnotherLetter()
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness);
        await CaptureAsync(harness, letter);

        Assert.Equal(CaptureOutcome.Recorded, await CaptureAsync(harness, letter with { Id = Guid.NewGuid(), Endpoint = "risk" }));
        Assert.Equal(2, (await harness.Ledger.ListKeptAsync(DeadLetterStatus.Open, 10, Token)).Count);
    }

    [Fact]
    public async Task Capture_WithoutAMessageId_KnowsTheMessageByItsBody()
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness) with { MessageId = null };
        await CaptureAsync(harness, letter, CaptureSource.ErrorQueue);
        await CaptureAsync(harness, letter with { Id = Guid.NewGuid() }, CaptureSource.ErrorQueue);
        Assert.Equal(LedgerRules.ContentId(letter), (await TheOneAsync(harness)).Letter.MessageId);

        await CaptureAsync(harness, letter with { Id = Guid.NewGuid(), Body = "other"u8.ToArray() }, CaptureSource.ErrorQueue);
        Assert.Equal(2, (await harness.Ledger.ListKeptAsync(null, 10, Token)).Count);
    }

    [Fact]
    public async Task Capture_OfAnotherMessageUnderTheSameId_LosesNeither()
    {
        await using var harness = await CreateAsync();
        var first = Letter(harness);
        var second = first with { Id = Guid.NewGuid(), Body = "other"u8.ToArray() };
        await CaptureAsync(harness, first);

        Assert.Equal(CaptureOutcome.Recorded, await CaptureAsync(harness, second));
        Assert.Equal(CaptureOutcome.Counted, await CaptureAsync(harness, second with { Id = Guid.NewGuid() }));

        var kept = await harness.Ledger.ListKeptAsync(null, 10, Token);
        Assert.Equal(new[] { first.Id, second.Id }.Order(), kept.Select(letter => letter.Letter.Id).Order());
        Assert.Equal(first.MessageId, kept.Single(letter => letter.Letter.Id == first.Id).Letter.MessageId);
    }

    [Fact]
    public async Task Retry_PutsTheMessageBackWithItsIdentity_AndForgetsTheInboxEntry()
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness);
        await CaptureAsync(harness, letter);

        Assert.Equal(LedgerChange.Done, await RetryAsync(harness, letter.Id));

        var sent = Assert.Single(harness.Dispatcher.Rows).Message;
        Assert.Equal(
            (letter.MessageId, letter.CorrelationId, letter.ContentType, true, "exchange:orders"),
            (sent.MessageId, sent.CorrelationId, sent.ContentType, sent.Mandatory, sent.Destination.ToString()));
        Assert.Equal(letter.Body.ToArray(), sent.Body.ToArray());
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["MT-Activity-Id"] = "00-a", ["MT-MessageType"] = "urn:message:A:B", [DeadLetterHeaders.LetterId] = letter.Id.ToString(),
            },
            sent.Headers);
        var kept = await TheOneAsync(harness);
        Assert.Equal((DeadLetterStatus.Retried, 1, harness.Time.GetUtcNow()), (kept.Status, kept.RetryCount, kept.RetriedAt));
        Assert.True(await IsUnseenAsync(harness, letter));
    }

    [Fact]
    public async Task Retry_RolledBack_ChangesNothing()
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness);
        await CaptureAsync(harness, letter);
        await using (var session = await harness.Store.BeginAsync(Token))
            Assert.Equal(LedgerChange.Done, await harness.Ledger.RetryAsync(session, letter.Id, Token));

        Assert.Equal(DeadLetterStatus.Open, (await TheOneAsync(harness)).Status);
        Assert.Empty(harness.Dispatcher.Rows);
        Assert.False(await IsUnseenAsync(harness, letter));
    }

    [Fact]
    public async Task Retry_ThatFailsAgain_OpensTheSameLetterAndCountsUp()
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness);
        await CaptureAsync(harness, letter);
        await RetryAsync(harness, letter.Id);

        Assert.Equal(CaptureOutcome.Reopened, await CaptureAsync(harness, letter with { Id = Guid.NewGuid() }));
        var kept = await TheOneAsync(harness);
        Assert.Equal(
            (letter.Id, DeadLetterStatus.Open, letter.Attempts * 2, 1), (kept.Letter.Id, kept.Status, kept.Letter.Attempts, kept.RetryCount));

        Assert.Equal(LedgerChange.Done, await RetryAsync(harness, letter.Id));
        Assert.Equal(2, (await TheOneAsync(harness)).RetryCount);
    }

    [Fact]
    public async Task Retry_ThatWentWell_StaysRetriedEvenWhenAnOldCopyTurnsUp()
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness);
        await CaptureAsync(harness, letter);
        await RetryAsync(harness, letter.Id);
        Assert.True(await IsUnseenAsync(harness, letter, commit: true));

        Assert.Equal(CaptureOutcome.HandledBefore, await CaptureAsync(harness, letter, CaptureSource.ErrorQueue));

        Assert.Equal(DeadLetterStatus.Retried, (await TheOneAsync(harness)).Status);
    }

    [Fact]
    public async Task Retry_OfALetterThatIsNotThereOrNotOpen_SendsNothing()
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness);
        await CaptureAsync(harness, letter);
        Assert.Equal(LedgerChange.NotFound, await RetryAsync(harness, Guid.NewGuid()));
        await RetryAsync(harness, letter.Id);

        Assert.Equal(LedgerChange.NotOpen, await RetryAsync(harness, letter.Id));
        Assert.Single(harness.Dispatcher.Rows);
    }

    [Theory]
    [InlineData("""{"messageId":"x","messageType":["urn:message:A:B"],"message":{}}""", "application/vnd.masstransit+json")]
    [InlineData("""{"orderId":"x","nested":{"messageType":1}}""", "application/json")]
    [InlineData("{broken", "application/json")]
    public async Task Retry_OfALetterWithoutAReadableContentType_SaysWhatTheBodyLooksLike(string body, string expected)
    {
        await using var harness = await CreateAsync();
        foreach (var contentType in new[] { null, "json" })
        {
            var letter = Letter(harness) with { ContentType = contentType, Body = Encoding.UTF8.GetBytes(body) };
            await CaptureAsync(harness, letter);
            await RetryAsync(harness, letter.Id);
        }

        Assert.All(harness.Dispatcher.Rows, row => Assert.Equal(expected, row.Message.ContentType));
        Assert.Equal(2, harness.Dispatcher.Rows.Count);
    }

    [Fact]
    public async Task Discard_KeepsTheReason_AndOnlyOfAnOpenLetter()
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness);
        await CaptureAsync(harness, letter);
        harness.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(LedgerChange.Done, await DiscardAsync(harness, letter.Id, "placed by hand"));
        Assert.Equal(LedgerChange.NotOpen, await DiscardAsync(harness, letter.Id, "again"));
        Assert.Equal(LedgerChange.NotOpen, await RetryAsync(harness, letter.Id));
        Assert.Equal(LedgerChange.NotFound, await DiscardAsync(harness, Guid.NewGuid(), "none"));

        var kept = await TheOneAsync(harness);
        Assert.Equal(
            (DeadLetterStatus.Discarded, "placed by hand", harness.Time.GetUtcNow()), (kept.Status, kept.DiscardReason, kept.DiscardedAt));
        Assert.False(await IsUnseenAsync(harness, letter));
        await Assert.ThrowsAsync<ArgumentException>(() => DiscardAsync(harness, letter.Id, " "));
        await Assert.ThrowsAsync<ArgumentException>(() => DiscardAsync(harness, letter.Id, new string('x', 2_001)));
    }

    [Fact]
    public async Task Record_OfARetriedMessage_OpensItsLetterAgain_WhateverTheIdOfTheLetter()
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness);
        foreach (var again in new[] { letter, letter with { Id = Guid.NewGuid() } })
        {
            await harness.CommitAsync(async session => await harness.Ledger.RecordAsync(session, letter, Token), Token);
            await RetryAsync(harness, letter.Id);
            await harness.CommitAsync(async session => await harness.Ledger.RecordAsync(session, again with { Reason = "again" }, Token), Token);
            var kept = await TheOneAsync(harness);
            Assert.Equal((letter.Id, DeadLetterStatus.Open, "again"), (kept.Letter.Id, kept.Status, kept.Letter.Reason));
        }
    }

    [Fact]
    public async Task Record_WithoutAMessageId_KnowsTheMessageByItsBody()
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness) with { MessageId = null };
        await RecordAsync(harness, letter);
        await RecordAsync(harness, letter with { Id = Guid.NewGuid() });
        await RecordAsync(harness, letter with { Id = Guid.NewGuid(), Endpoint = "risk" });
        await RecordAsync(harness, letter with { Id = Guid.NewGuid(), Body = "other"u8.ToArray() });

        var kept = await harness.Ledger.ListKeptAsync(null, 10, Token);
        Assert.Equal(3, kept.Count);
        Assert.Equal(letter.ContentId(), kept.Single(one => one.Letter.Id == letter.Id).Letter.MessageId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PutBackMessage_ThatFailsUnderAnotherId_OpensItsOwnLetter(bool putAside)
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness);
        await CaptureAsync(harness, letter);
        await RetryAsync(harness, letter.Id);
        var again = letter with { Id = Guid.NewGuid(), MessageId = Guid.NewGuid(), Attempts = 1, Headers = PutBack(harness) };

        if (putAside)
            await RecordAsync(harness, again);
        else
            Assert.Equal(CaptureOutcome.Reopened, await CaptureAsync(harness, again));

        var kept = await TheOneAsync(harness);
        Assert.Equal(
            (letter.Id, letter.MessageId, DeadLetterStatus.Open, letter.Attempts + 1, 1),
            (kept.Letter.Id, kept.Letter.MessageId, kept.Status, kept.Letter.Attempts, kept.RetryCount));
        Assert.Equal(LedgerChange.Done, await RetryAsync(harness, letter.Id));
        Assert.Equal(CaptureOutcome.Reopened, await CaptureAsync(harness, again with { Id = Guid.NewGuid() }));
    }

    [Theory]
    [InlineData("orders", "other")]
    [InlineData("risk", "{broken")]
    public async Task ForgedLetterId_OnAnotherMessage_TouchesNoLetterButItsOwn(string endpoint, string body)
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness);
        await CaptureAsync(harness, letter);
        await RetryAsync(harness, letter.Id);
        var forged = letter with
        {
            Id = Guid.NewGuid(), MessageId = Guid.NewGuid(), Endpoint = endpoint, Body = Encoding.UTF8.GetBytes(body), Headers = PutBack(harness),
        };

        Assert.Equal(CaptureOutcome.Recorded, await CaptureAsync(harness, forged));
        await RecordAsync(harness, forged with { Id = Guid.NewGuid(), MessageId = Guid.NewGuid() });

        Assert.Equal(3, (await harness.Ledger.ListKeptAsync(null, 10, Token)).Count);
        Assert.Equal(DeadLetterStatus.Retried, (await harness.Ledger.FindAsync(letter.Id, Token))?.Status);
    }

    [Fact]
    public async Task Sweep_AfterTheRetention_RemovesSettledLettersAndNeverAnOpenOne()
    {
        await using var harness = await CreateAsync();
        var (open, retried, discarded, late) = (Letter(harness), Letter(harness), Letter(harness), Letter(harness));
        foreach (var letter in new[] { open, retried, discarded, late })
            await CaptureAsync(harness, letter);
        await RetryAsync(harness, retried.Id);
        await DiscardAsync(harness, discarded.Id, "none of ours");
        harness.Time.Advance(TimeSpan.FromDays(90));
        await DiscardAsync(harness, late.Id, "settled only now");
        Assert.Equal(0, await harness.LedgerSweeper.SweepAsync(Token));

        harness.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(2, await harness.LedgerSweeper.SweepAsync(Token));
        Assert.Equal(
            new[] { open.Id, late.Id }.Order(), (await harness.Ledger.ListKeptAsync(null, 10, Token)).Select(kept => kept.Letter.Id).Order());
        Assert.Equal(CaptureOutcome.Recorded, await CaptureAsync(harness, retried with { Headers = PutBack(harness, retried.Id) }));
    }

    [Fact]
    public async Task Sweep_OfALetterThatWasSettledAndOpenedAgain_LeavesIt()
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness);
        await CaptureAsync(harness, letter);
        await RetryAsync(harness, letter.Id);
        await CaptureAsync(harness, letter);
        harness.Time.Advance(TimeSpan.FromDays(1_000));

        Assert.Equal(0, await harness.LedgerSweeper.SweepAsync(Token));

        Assert.Equal(DeadLetterStatus.Open, (await TheOneAsync(harness)).Status);
    }

    [Fact]
    public async Task Sweep_OfMoreThanOneStepTakes_GoesOnUntilAllAreGone()
    {
        await using var harness = await CreateAsync();
        for (var number = 0; number < 5; number++)
        {
            var letter = Letter(harness);
            await CaptureAsync(harness, letter);
            await RetryAsync(harness, letter.Id);
        }

        harness.Time.Advance(TimeSpan.FromDays(91));
        Assert.Equal(2, await harness.SettledLetters.ForgetAsync(harness.Time.GetUtcNow(), 2, Token));
        Assert.Equal(3, await harness.LedgerSweeper.SweepAsync(Token));
        Assert.Empty(await harness.Ledger.ListKeptAsync(null, 10, Token));
    }

    [Fact]
    public async Task Record_OfAnotherMessageUnderTheSameId_LosesNeither()
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness);
        var other = letter with { Id = Guid.NewGuid(), Body = "other"u8.ToArray() };
        foreach (var recorded in new[] { letter, other, other with { Id = Guid.NewGuid() } })
            await harness.CommitAsync(async session => await harness.Ledger.RecordAsync(session, recorded, Token), Token);

        Assert.Equal(
            new[] { letter.Id, other.Id }.Order(), (await harness.Ledger.ListKeptAsync(null, 10, Token)).Select(kept => kept.Letter.Id).Order());
    }

    [Fact]
    public async Task Letter_WithTextThatADatabaseCannotStore_IsKeptAllTheSame()
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness) with
        {
            Reason = "Fault: a\0b\ud800",
            Exception = new string('\0', 40_000),
            MessageType = "\0",
            Headers = new Dictionary<string, string> { ["x\0"] = "\udc00" },
        };

        Assert.Equal(CaptureOutcome.Recorded, await CaptureAsync(harness, letter));

        var kept = (await TheOneAsync(harness)).Letter;
        Assert.Equal("Fault: a\ufffdb\ufffd", kept.Reason);
        Assert.Equal(32_000, kept.Exception!.Length);
        Assert.Equal("\ufffd", kept.Headers["x\ufffd"]);
    }

    [Fact]
    public async Task Lists_AreFilteredAndBounded_TheLatestFailureFirst()
    {
        await using var harness = await CreateAsync();
        var letters = Enumerable.Range(0, 3).Select(minute => Letter(harness) with
        {
            ReceivedAt = harness.Time.GetUtcNow().AddMinutes(minute),
        }).ToList();
        foreach (var letter in letters)
            await CaptureAsync(harness, letter);
        await CaptureAsync(harness, letters[0] with { ReceivedAt = harness.Time.GetUtcNow().AddMinutes(9) });
        await DiscardAsync(harness, letters[1].Id, "none of ours");

        var open = await harness.Ledger.ListKeptAsync(DeadLetterStatus.Open, 10, Token);
        Assert.Equal([letters[0].Id, letters[2].Id], open.Select(kept => kept.Letter.Id));
        Assert.Equal([letters[2].Id], (await harness.Ledger.ListAsync(1, Token)).Select(letter => letter.Id));
        Assert.Null(await harness.Ledger.FindAsync(Guid.NewGuid(), Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await harness.Ledger.ListKeptAsync(null, 0, Token));
    }

    [Fact]
    public async Task Capture_ByManyAtOnce_MakesOneLetter()
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () => CaptureAsync(harness, letter with { Id = Guid.NewGuid() }, CaptureSource.ErrorQueue), Token)));

        Assert.Single(outcomes, outcome => outcome == CaptureOutcome.Recorded);
        Assert.Equal(7, outcomes.Count(outcome => outcome == CaptureOutcome.KnownBefore));
        await TheOneAsync(harness);
    }

    private static DeadLetter Letter(StoreHarness harness) => new()
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

    private static async Task<CaptureOutcome> CaptureAsync(
        StoreHarness harness, DeadLetter letter, CaptureSource source = CaptureSource.Endpoint)
    {
        var outcome = default(CaptureOutcome);
        await harness.CommitAsync(async session => outcome = await harness.Ledger.CaptureAsync(session, letter, source, Token), Token);
        return outcome;
    }

    private static Task RecordAsync(StoreHarness harness, DeadLetter letter) =>
        harness.CommitAsync(async session => await harness.Ledger.RecordAsync(session, letter, Token), Token);

    /// <summary>The headers that the last message has which the ledger has sent.</summary>
    private static IReadOnlyDictionary<string, string> PutBack(StoreHarness harness, Guid? letterId = null) => letterId is { } id
        ? new Dictionary<string, string> { [DeadLetterHeaders.LetterId] = id.ToString() }
        : harness.Dispatcher.Rows[^1].Message.Headers;

    private static async Task<LedgerChange> RetryAsync(StoreHarness harness, Guid id)
    {
        var change = default(LedgerChange);
        await harness.CommitAsync(async session => change = await harness.Ledger.RetryAsync(session, id, Token), Token);
        return change;
    }

    private static async Task<LedgerChange> DiscardAsync(StoreHarness harness, Guid id, string reason)
    {
        var change = default(LedgerChange);
        await harness.CommitAsync(async session => change = await harness.Ledger.DiscardAsync(session, id, reason, Token), Token);
        return change;
    }

    private static async Task<KeptDeadLetter> TheOneAsync(StoreHarness harness)
    {
        var kept = Assert.Single(await harness.Ledger.ListKeptAsync(null, 10, Token));
        Assert.Equal(kept.Status, (await harness.Ledger.FindAsync(kept.Letter.Id, Token))?.Status);
        return kept;
    }

    private static async Task<bool> IsUnseenAsync(StoreHarness harness, DeadLetter letter, bool commit = false)
    {
        await using var session = await harness.Store.BeginAsync(Token);
        var unseen = await session.TryRecordInboxAsync(new InboxKey(letter.MessageId!.Value, letter.Endpoint), Token);
        if (commit)
            await session.CommitAsync(Token);
        return unseen;
    }

    private Task<StoreHarness> CreateAsync() => StoreHarness.CreateAsync(provider, Token);
}

public sealed class MemoryDeadLetterLedgerTests() : DeadLetterLedgerContractTests(PersistenceProvider.Memory);

public sealed class PostgresDeadLetterLedgerTests() : DeadLetterLedgerContractTests(PersistenceProvider.Postgres);
