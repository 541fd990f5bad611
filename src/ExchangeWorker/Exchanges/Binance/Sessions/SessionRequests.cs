using System.Net.WebSockets;
using System.Text.Json;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Http;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Limits;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Signing;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Wire;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Sessions;

/// <summary>How a request proves whose it is.</summary>
internal enum SessionProof
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By a signature of its own.</summary>
    Signature,

    /// <summary>By the session, which is logged on; it carries a time stamp only.</summary>
    Session,
}

/// <summary>
/// Requests and answers over one connection. A request is sent once, or provably never: what fails before the first byte is "not
/// connected" or "timed out before sending"; what fails after it is in doubt, and never sent again by itself.
/// </summary>
internal sealed class SessionRequests(SessionContext context, ClientWebSocket socket, CancellationToken ended) : IAsyncDisposable
{
    /// <summary>Requests under way on one connection; more wait, and are signed when their turn comes.</summary>
    private const int UnderWayMax = 64;

    private readonly PendingRequests _pending = new();
    private readonly BinanceRequestFrame _frame = new();
    private readonly SemaphoreSlim _turns = new(UnderWayMax, UnderWayMax);
    private readonly SemaphoreSlim _sending = new(1, 1);
    private long _lastId;
    private bool _closed;

    /// <summary>Whether nobody waits for an answer.</summary>
    public bool IsIdle => _pending.IsEmpty;

    /// <summary>Sends one request, and waits for its answer.</summary>
    /// <param name="method">The method.</param>
    /// <param name="parameters">Makes its parameters, without key, time and signature; null for none.</param>
    /// <param name="proof">How it proves whose it is.</param>
    /// <param name="cancellationToken">Cancels: before it is sent it throws, afterwards the reply says so.</param>
    public async Task<BinanceReply> SendAsync(
        string method, Func<BinanceParameters>? parameters, SessionProof proof, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(context.Options.RequestTimeout, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        if (!await TakeAsync(_turns, either.Token, cancellationToken))
            return NotInTime(BinanceFailure.TimedOutBeforeSending);
        try
        {
            var (id, answer) = await WriteAsync(method, parameters, proof, either.Token, cancellationToken);
            return await AnswerAsync(id, answer, either.Token, cancellationToken);
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>Takes an answer in.</summary>
    /// <param name="frame">The answer; its parts are copied.</param>
    public void Take(BinanceFrame frame)
    {
        if (!frame.RateLimits.IsEmpty)
            Count(frame.RateLimits);
        if (frame.Id is not { } id)
            return;
        if (!_pending.TryComplete(id, Reply(frame)))
            Log.AnswerLate(context.Logger, context.Options.Venue, context.Options.Account, id, frame.Status);
    }

    private void Count(ReadOnlyMemory<byte> limits)
    {
        foreach (var limit in JsonSerializer.Deserialize(limits.Span, BinanceJson.Default.IReadOnlyListRateLimitBody) ?? [])
        {
            if (limit is { Type: { } type, Count: { } count } && BinanceLimit.LengthOf(limit) is { } length)
                context.Rest.Budget.Observe(type, length, count);
        }
    }

    /// <summary>The answer as a reply.</summary>
    /// <param name="frame">The answer.</param>
    public BinanceReply Reply(BinanceFrame frame)
    {
        if (frame.Error.IsEmpty)
            return new BinanceReply { Status = frame.Status, Body = frame.Result.ToArray() };
        var error = JsonSerializer.Deserialize(frame.Error.Span, BinanceJson.Default.FrameErrorBody);
        TimeSpan? wait = error?.Data?.RetryAfter is { } at
            ? DateTimeOffset.FromUnixTimeMilliseconds(at) - (context.Time.GetUtcNow() + context.Rest.Clock.Offset)
            : null;
        return new BinanceReply
        {
            // An error is never success, whatever its status says.
            Status = frame.Status is >= 200 and < 300 ? 0 : frame.Status,
            Code = error?.Code,
            Text = error?.Message ?? "",
            RetryAfter = wait < TimeSpan.Zero ? TimeSpan.Zero : wait,
        };
    }

    /// <summary>Ends all that wait: the connection is gone, and what was sent over it is in doubt.</summary>
    /// <param name="why">Why it is gone.</param>
    public void End(string why) => _pending.End(new BinanceReply { Failure = BinanceFailure.Broken, Text = why });

    /// <summary>
    /// Waits for who is writing, which ends with the connection. Requests may outlive it and find it closed, so their turns are never disposed
    /// of.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _sending.WaitAsync(CancellationToken.None);
        _closed = true;
        _frame.Dispose();
        _sending.Release();
    }

    private async Task<(long Id, Task<BinanceReply> Answer)> WriteAsync(
        string method, Func<BinanceParameters>? parameters, SessionProof proof, CancellationToken either, CancellationToken caller)
    {
        if (!await TakeAsync(_sending, either, caller))
            return (0, Task.FromResult(NotInTime(BinanceFailure.TimedOutBeforeSending)));
        try
        {
            if (_closed || socket.State != WebSocketState.Open || ended.IsCancellationRequested)
                return (0, Task.FromResult(NotOpen));
            var id = ++_lastId;
            var bytes = Frame(id, method, parameters?.Invoke(), proof);
            if (_pending.TryAdd(id) is not { } answer)
                return (id, Task.FromResult(NotOpen));
            try
            {
                // Not by the caller's token: it would cut the connection, and with it all that is under way.
                await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, ended);
            }
            catch (Exception error) when (error is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
            {
                _pending.Remove(id);
                return (id, Task.FromResult(new BinanceReply { Failure = BinanceFailure.Broken, Text = $"Broken while sending: {error.Message}" }));
            }

            return (id, answer);
        }
        finally
        {
            _sending.Release();
        }
    }

    private ReadOnlyMemory<byte> Frame(long id, string method, BinanceParameters? parameters, SessionProof proof)
    {
        if (proof == SessionProof.None)
            return _frame.Write(id, method, parameters, null);
        parameters ??= new BinanceParameters();
        if (proof == SessionProof.Signature)
            parameters.Add("apiKey", context.ApiKey);
        parameters.Add("recvWindow", (long)context.Options.RecvWindow.TotalMilliseconds).Add("timestamp", context.Rest.Clock.Timestamp);
        return _frame.Write(
            id, method, parameters, proof == SessionProof.Signature ? context.Signer.Sign(parameters.ToSortedText()) : null);
    }

    private async Task<BinanceReply> AnswerAsync(long id, Task<BinanceReply> answer, CancellationToken either, CancellationToken caller)
    {
        try
        {
            return await answer.WaitAsync(either);
        }
        catch (OperationCanceledException)
        {
            _pending.Remove(id);
            return caller.IsCancellationRequested
                ? new BinanceReply { Failure = BinanceFailure.Abandoned, Text = "The caller gave up after the request may have left." }
                : NotInTime(BinanceFailure.TimedOut);
        }
    }

    /// <summary>Waits for a turn; false when time is up, and throws when the caller gives up.</summary>
    private static async Task<bool> TakeAsync(SemaphoreSlim turn, CancellationToken either, CancellationToken caller)
    {
        try
        {
            await turn.WaitAsync(either);
            return true;
        }
        catch (OperationCanceledException)
        {
            caller.ThrowIfCancellationRequested();
            return false;
        }
    }

    private static BinanceReply NotOpen => new() { Failure = BinanceFailure.NotConnected, Text = "The session is not open." };

    private BinanceReply NotInTime(BinanceFailure failure)
        => new() { Failure = failure, Text = $"No answer within {context.Options.RequestTimeout}." };
}
