/**
 * What of that which a role owns (`dep`) is code that runs with its owner's rights, or whenever somebody uses what it
 * stands on, the owner among them: one line each, as `what`.
 */
export const EXECUTABLE_SQL = `
  SELECT 'SECURITY DEFINER ' || i.type || ' ' || i.identity AS what
    FROM dep d JOIN pg_proc p ON p.oid = d.objid CROSS JOIN pg_identify_object(d.classid, d.objid, 0) i
   WHERE d.deptype = 'o' AND d.classid = 'pg_proc'::regclass AND p.prosecdef
  UNION ALL
  SELECT i.type || ' ' || i.identity
    FROM dep d JOIN pg_class c ON c.oid = d.objid CROSS JOIN pg_identify_object(d.classid, d.objid, 0) i
   WHERE d.deptype = 'o' AND d.classid = 'pg_class'::regclass AND c.relkind IN ('v', 'm')
     AND NOT EXISTS (SELECT FROM pg_options_to_table(c.reloptions) o
                      WHERE o.option_name = 'security_invoker' AND o.option_value::boolean)
  UNION ALL
  SELECT i.type || ' ' || i.identity
    FROM dep d JOIN pg_rewrite w ON w.ev_class = d.objid CROSS JOIN pg_identify_object('pg_rewrite'::regclass, w.oid, 0) i
   WHERE d.deptype = 'o' AND d.classid = 'pg_class'::regclass AND w.rulename <> '_RETURN'
  UNION ALL
  SELECT i.type || ' ' || i.identity
    FROM dep d JOIN pg_trigger g ON g.tgrelid = d.objid CROSS JOIN pg_identify_object('pg_trigger'::regclass, g.oid, 0) i
   WHERE d.deptype = 'o' AND d.classid = 'pg_class'::regclass AND NOT g.tgisinternal
  UNION ALL
  SELECT i.type || ' ' || i.identity
    FROM dep d CROSS JOIN pg_identify_object(d.classid, d.objid, 0) i
   WHERE d.deptype = 'o' AND d.classid = 'pg_event_trigger'::regclass`;
