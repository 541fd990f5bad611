using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Bot3.Messaging.Persistence.Schema.Migrations
{
    /// <summary>
    /// A function that ends a transaction when a statement has touched fewer rows than it was given, so that the commit can be sent along
    /// with the statements.
    /// </summary>
    [DbContext(typeof(MessagingDbContext))]
    [Migration("20261126000500_ExpectRows")]
    public class ExpectRows : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            ArgumentNullException.ThrowIfNull(migrationBuilder);
            migrationBuilder.Sql("""
                CREATE FUNCTION messaging.expect_rows(written bigint, expected integer) RETURNS integer LANGUAGE plpgsql AS $$
                BEGIN
                    IF written <> expected THEN
                        RAISE EXCEPTION '% of % rows were written', written, expected USING ERRCODE = 'B3001';
                    END IF;
                    RETURN expected;
                END $$;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            ArgumentNullException.ThrowIfNull(migrationBuilder);
            migrationBuilder.Sql("DROP FUNCTION messaging.expect_rows(bigint, integer);");
        }
    }
}
