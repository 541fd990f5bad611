using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Api;
using Bot3.Messaging.ExchangeSimulator.Signing;
using Bot3.Messaging.ExchangeSimulator.Streams;

namespace Bot3.Messaging.ExchangeSimulator.Rest;

/// <summary>REST under <c>/api/v3</c>: reads parameters as real clients send them, answers with the protocol's headers.</summary>
internal sealed class RestEndpoint(ApiCatalog catalog, ApiPipeline pipeline, Venue venue, ILogger<RestEndpoint> logger)
{
    public const string Prefix = "/api/v3/";

    private const int BodyMax = 64 * 1024;

    public async Task HandleAsync(HttpContext context)
    {
        var cancellation = context.RequestAborted;
        var path = context.Request.Path.Value![Prefix.Length..];
        if (catalog.ByPath(context.Request.Method, path) is not { } method)
        {
            context.Response.StatusCode = catalog.HasPath(path) ? StatusCodes.Status405MethodNotAllowed : StatusCodes.Status404NotFound;
            return;
        }

        ApiAnswer answer;
        try
        {
            var query = context.Request.QueryString.Value is { Length: > 1 } text ? text[1..] : "";
            var body = await ReadBodyAsync(context.Request, cancellation);
            var parameters = FormParameters.Parse(query, body);
            var credentials = new Credentials(context.Request.Headers["X-MBX-APIKEY"], SignedText.Rest(query, body));
            answer = await pipeline.RunAsync(method, parameters, credentials, cancellation);
        }
        catch (VenueRefusal refusal)
        {
            answer = new ApiAnswer(AnswerKind.Answer, null, refusal);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Host edge: a defect of the simulator must look like a defect of the venue, and be seen in the log.
            Log.CallFailed(logger, exception, method.Name);
            answer = new ApiAnswer(AnswerKind.Answer, null, Refusals.UnknownError(500));
        }

        await WriteAsync(context, answer, cancellation);
    }

    private static async Task<string> ReadBodyAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength is null or 0 && !request.Headers.ContainsKey("Transfer-Encoding"))
            return "";
        using var buffer = new MemoryStream();
        var chunk = new byte[4096];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, cancellation)) > 0)
        {
            if (buffer.Length + read > BodyMax)
                throw Refusals.InvalidData("body");
            buffer.Write(chunk, 0, read);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private async Task WriteAsync(HttpContext context, ApiAnswer answer, CancellationToken cancellation)
    {
        switch (answer.Kind)
        {
            case AnswerKind.DropConnection:
                context.Abort();
                return;
            case AnswerKind.Silence:
                await Task.Delay(Timeout.InfiniteTimeSpan, venue.Time, cancellation);
                return;
        }

        var response = context.Response;
        response.StatusCode = answer.Status;
        AddHeaders(response, answer);
        if (answer.Kind == AnswerKind.Unreadable)
        {
            response.ContentType = "text/html";
            await response.WriteAsync("<html><body>upstream hiccup</body></html>", cancellation);
            return;
        }

        var json = answer.Refusal is { } refusal
            ? refusal.ToJson()
            : answer.Result!;
        response.ContentType = "application/json;charset=UTF-8";
        var text = InUnitOf(context.Request, json).ToJsonString();
        if (answer.Kind != AnswerKind.Truncated)
        {
            await response.WriteAsync(text, cancellation);
            return;
        }

        await response.WriteAsync(text[..(text.Length / 2)], cancellation);
        await response.Body.FlushAsync(cancellation);
        context.Abort();
    }

    private static JsonNode InUnitOf(HttpRequest request, JsonNode json) =>
        string.Equals(request.Headers["X-MBX-TIME-UNIT"], "MICROSECOND", StringComparison.OrdinalIgnoreCase) ? Microseconds.Of(json) : json;

    private void AddHeaders(HttpResponse response, ApiAnswer answer)
    {
        var weight = answer.UsedWeight.ToString(CultureInfo.InvariantCulture);
        response.Headers["X-MBX-USED-WEIGHT"] = weight;
        response.Headers["X-MBX-USED-WEIGHT-1M"] = weight;
        if (answer.OrderCounts is { } counts)
        {
            response.Headers["X-MBX-ORDER-COUNT-10S"] = counts.Per10Seconds.ToString(CultureInfo.InvariantCulture);
            response.Headers["X-MBX-ORDER-COUNT-1D"] = counts.PerDay.ToString(CultureInfo.InvariantCulture);
        }

        if (answer.Refusal?.RetryAt is { } retryAt)
        {
            var seconds = Math.Max(1, (long)Math.Ceiling((retryAt - venue.Now).TotalSeconds));
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }
    }
}
