using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.Contracts_Tests;

public sealed class SchemaTests
{
    private static readonly IReadOnlyDictionary<string, Type> Public = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        ["submit-order"] = typeof(SubmitOrder),
        ["cancel-order"] = typeof(CancelOrder),
        ["order-status-changed"] = typeof(OrderStatusChanged),
    };

    public static TheoryData<string> Names => [.. Public.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Schema_OfPublicMessage_EqualsTheCommittedOne(string name)
        => CommittedFile.AssertEqual(Path.Combine("docs", "schemas", name + ".schema.json"), Generate(Public[name]));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Schema_AgainstTheSnapshot_AcceptsIt(string name)
    {
        var schema = await NJsonSchema.JsonSchema.FromJsonAsync(Generate(Public[name]), TestContext.Current.CancellationToken);
        var sample = File.ReadAllText(CommittedFile.Path("tests", "Contracts.Tests", "Snapshots", Public[name].Name + ".json"));
        Assert.Empty(schema.Validate(sample));
    }

    [Theory]
    [InlineData("unknown field", "unknownField")]
    [InlineData("missing field", "quantity")]
    public async Task Schema_OfSubmitOrder_RefusesWithTheFieldNamed(string fault, string field)
    {
        var schema = await NJsonSchema.JsonSchema.FromJsonAsync(Generate(typeof(SubmitOrder)), TestContext.Current.CancellationToken);
        var sample = JsonNode.Parse(
            File.ReadAllText(CommittedFile.Path("tests", "Contracts.Tests", "Snapshots", "SubmitOrder.json")))!.AsObject();
        if (fault == "unknown field")
            sample[field] = 1;
        else
            sample.Remove(field);
        var error = Assert.Single(schema.Validate(sample.ToJsonString()));
        Assert.Equal(field, error.Property);
    }

    private static string Generate(Type type)
    {
        var node = WireFormat.Options.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, schema) => Describe(context, schema),
        }).AsObject();
        node.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        node.Insert(1, "title", type.Name);
        return node.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n";
    }

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema is JsonObject members && context.TypeInfo.Kind == System.Text.Json.Serialization.Metadata.JsonTypeInfoKind.Object)
            members["additionalProperties"] = false;
        return schema;
    }
}
