using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bot3.Messaging.Bot3.Commands.Bench.Report;

/// <summary>A report as one line of JSON: snake case, plain numbers with three decimals.</summary>
internal static class BenchJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new RoundedConverter() },
    };

    /// <summary>The line.</summary>
    /// <param name="report">The report.</param>
    public static string Line(BenchReport report) => JsonSerializer.Serialize(report, Options);

    private sealed class RoundedConverter : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(Math.Round(value, 3));
    }
}
