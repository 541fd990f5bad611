using Bot3.Messaging.Persistence.DeadLetters;
using Bot3.Messaging.Persistence.Registration;

namespace Bot3.Messaging.Persistence.Tests.DeadLetters;

/// <summary>What holds for the letters that a ledger takes in: one suite, two stores.</summary>
public abstract class DeadLetterLedgerContractTests(PersistenceProvider provider) : LedgerContract(provider)
{
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
}

public sealed class MemoryDeadLetterLedgerTests() : DeadLetterLedgerContractTests(PersistenceProvider.Memory);

public sealed class PostgresDeadLetterLedgerTests() : DeadLetterLedgerContractTests(PersistenceProvider.Postgres);
