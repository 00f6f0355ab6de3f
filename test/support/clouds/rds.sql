-- What Amazon RDS sets up before it hands over the master user. The bootstrap superuser is rdsadmin.
-- https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Roles.rds_superuser.html
CREATE ROLE rds_superuser NOLOGIN;
CREATE ROLE rds_iam NOLOGIN;
CREATE ROLE rds_password NOLOGIN;
CREATE ROLE rds_replication NOLOGIN;
CREATE ROLE rds_ad NOLOGIN;
GRANT pg_monitor, pg_signal_backend, rds_replication, rds_password TO rds_superuser WITH ADMIN OPTION;
CREATE ROLE master LOGIN NOSUPERUSER INHERIT CREATEDB CREATEROLE NOREPLICATION VALID UNTIL 'infinity' PASSWORD :password;
-- RDS lets members of rds_superuser grant it and rds_iam without ADMIN OPTION from 16 on; PostgreSQL itself does not.
GRANT rds_superuser TO master WITH ADMIN OPTION;
:from16 GRANT rds_iam TO master WITH ADMIN TRUE, INHERIT FALSE, SET FALSE;
CREATE DATABASE rdsadmin;
REVOKE ALL ON DATABASE rdsadmin FROM PUBLIC;
ALTER DATABASE postgres OWNER TO master;
CREATE DATABASE orders OWNER master;
