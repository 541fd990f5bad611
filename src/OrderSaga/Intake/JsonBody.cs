using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.OrderSaga.Intake;

/// <summary>Opens a body as one JSON object; of a broken one it still reads the ids before the break, so that the strategy can be
/// told.</summary>
internal static class JsonBody
{
    private const int DepthMax = 8;

    /// <summary>Parses a body.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="document">The object, to be disposed by the caller.</param>
    /// <param name="refusal">What is wrong.</param>
    public static bool TryParse(
        ReadOnlyMemory<byte> body, [NotNullWhen(true)] out JsonDocument? document, [NotNullWhen(false)] out IntakeRefusal? refusal)
    {
        document = null;
        try
        {
            // JsonDocument takes invalid UTF-8 in strings and fails only when they are read.
            _ = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetCharCount(body.Span);
            document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = DepthMax });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                refusal = null;
                return true;
            }

            refusal = Refuse(body, IntakeCodes.MalformedOrder, $"The body is a JSON {document.RootElement.ValueKind}, not an object.");
        }
        catch (DecoderFallbackException)
        {
            refusal = Refuse(body, IntakeCodes.MalformedOrder, "The body is not valid UTF-8.");
        }
        catch (JsonException exception)
        {
            refusal = Refuse(
                body,
                IntakeCodes.MalformedOrder,
                $"The body is not valid JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.");
        }

        document?.Dispose();
        document = null;
        return false;
    }

    /// <summary>Refuses a body with one reason and whatever ids its readable beginning holds.</summary>
    public static IntakeRefusal Refuse(ReadOnlyMemory<byte> body, string code, string message)
    {
        var refusal = new IntakeRefusal { Reasons = [new RefusalReason { Code = code, Message = message }] };
        try
        {
            return Salvage(body.Span, refusal);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The scan met the break before the ids: nobody can be told, the ledger keeps the body.
            return refusal;
        }
    }

    private static IntakeRefusal Salvage(ReadOnlySpan<byte> body, IntakeRefusal refusal)
    {
        var reader = new Utf8JsonReader(body, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = DepthMax }));
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                    continue;
                var name = reader.GetString();
                if (!reader.Read())
                    break;
                if (reader.TokenType == JsonTokenType.String)
                    refusal = Keep(refusal, name!, reader.GetString()!);
            }
        }
        catch (JsonException)
        {
            // This is the break itself: what stood before it counts.
        }

        return refusal;
    }

    private static IntakeRefusal Keep(IntakeRefusal refusal, string name, string value) => name.ToUpperInvariant() switch
    {
        "ORDERID" when Guid.TryParseExact(value, "D", out var id) && id != Guid.Empty => refusal with { OrderId = id },
        "STRATEGYID" when FieldReader.IsIdentifier(value) => refusal with { StrategyId = value },
        "ACCOUNT" when FieldReader.IsIdentifier(value) => refusal with { Account = value },
        "SYMBOL" when value.Length <= 64 => refusal with { Symbol = value },
        _ => refusal,
    };
}
